"""Names, aliases and domains as one outlet."""

from __future__ import annotations

from transforms.documents.outlets import outlet_ids, outlet_table, shipped

PAGE = "https://www.harbourcourier.example/a"


def test_the_domain_of_the_address_is_the_outlet():
    assert outlet_ids([("Harbour Courier", PAGE)]) == {
        ("Harbour Courier", PAGE): "harbourcourier.example"
    }


def test_a_name_without_an_address_takes_the_domain_others_show_for_it():
    found = outlet_ids([("Harbour Courier", PAGE), ("the harbour  courier", None)])
    assert found["the harbour  courier", None] == "harbourcourier.example"


def test_a_name_that_two_domains_use_stays_a_name():
    found = outlet_ids(
        [
            ("Courier", PAGE),
            ("Courier", "https://tarncourier.example/b"),
            ("Courier", None),
        ]
    )
    assert found["Courier", None] == "courier"


def test_a_domain_given_as_a_name_is_a_domain():
    found = outlet_ids([("www.harbourcourier.example", None)])
    assert found["www.harbourcourier.example", None] == "harbourcourier.example"


def test_well_known_names_need_no_address():
    found = outlet_ids([("The Guardian", None), ("guardian", None), (None, None)])
    assert found["The Guardian", None] == found["guardian", None] == "theguardian.com"
    assert found[None, None] is None


def test_second_domains_lead_to_the_first():
    found = outlet_ids([(None, "https://www.bbc.com/news/1")])
    assert set(found.values()) == {"bbc.co.uk"}


def test_the_table_names_an_outlet_by_its_commonest_spelling():
    rows = outlet_table(
        [
            ("harbourcourier.example", "Harbour Courier"),
            ("harbourcourier.example", "Harbour Courier"),
            ("harbourcourier.example", "The Harbour Courier"),
            ("harbourcourier.example", "harbourcourier.example"),
            ("harbourcourier.example", None),
            ("tarn post", "Tarn Post"),
        ]
    ).to_pylist()
    assert rows == [
        {
            "outlet_id": "harbourcourier.example",
            "name": "Harbour Courier",
            "domain": "harbourcourier.example",
            "aliases": ["The Harbour Courier"],
        },
        {
            "outlet_id": "tarn post",
            "name": "Tarn Post",
            "domain": None,
            "aliases": [],
        },
    ]


def test_no_alias_of_the_shipped_table_names_two_outlets():
    table = shipped()
    assert set(table.domain_of.values()) <= set(table.name_of)
    assert not set(table.same_as) & set(table.name_of)
