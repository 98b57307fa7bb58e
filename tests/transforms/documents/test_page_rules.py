"""Rules for single lines: each catches its example, none catches the news."""

from __future__ import annotations

import pytest

from transforms.documents.page_rules import match_line, page_rules

NEWS = [
    "Sign-ups for the flood scheme reached 4,000 by Monday, the council said.",
    "Subscribers to the water board's scheme will pay £12 more, it said on Monday.",
    "The article of the charter that was published in 1911 gives the county 30 days.",
    "By the end of the week 1,200 people had left the valley.",
    "More than 2,400 households were without water, according to Tarn Water.",
    "Related costs rose by £3m last year, the auditors found.",
    "Follow-up tests found lead in 14 of the 90 wells, said Sam Orrell.",
    "“Read more,” he told the 300 pupils who had gathered in the hall.",
    "The photo of the wall, taken in 2019, showed 31 cracks.",
    "Source material for the dam came from three quarries along the Tarn.",
    "Comments by the mayor drew 600 complaints within a day.",
    "Tags on 48 of the sheep showed that they had come from the upper valley.",
    "Cookies worth £4,000 were sold at the fair on Saturday.",
    "Support for the plan fell to 31% in March from 45% a year ago.",
    "Share prices of Tarn Water fell by 7% on Monday.",
    "Advertisements for the ferry cost the county £90,000 last year.",
    "Copyright fees brought the museum £20,000 in 2025.",
    "Video of the flood was seen by two million people.",
    "Images of the burst wall led 40 towns to check theirs.",
    "The letter, seen by Reuters, puts the cost at £48m.",
    "The report was first published in 2019 and counted 31 cracks.",
    "It was reported from the harbour that 14 people had been rescued.",
    "Most read little into the 3% rise.",
    "Top stories of the tower, all nine of them, are to go.",
    "Opinion is split: 41% want the wall raised and 44% do not.",
    "Watch officers counted 312 ships in the strait on Sunday.",
    "Join the 4,000 who have already left, and you lose your grant, he warned.",
    "Updated figures put the dead at 31.",
    "Editors of the three papers met the board on Monday.",
    "She is a nurse at the infirmary and treated 60 of the injured.",
    "One in five letters never arrived, the post office admitted.",
    "Download speeds in the valley fell by half, to 12 megabits a second.",
    "Get ready for three weeks of rain, the forecasters said.",
    "Close to 900 homes are at risk.",
    "On 20 November 2025 the wall gave way and 14 people drowned.",
    "Breaking the wall would cost £3m.",
    "Join the queue: 400 families wait for a home.",
    "Credit: banks lent £4bn less in March than a year ago.",
    "Published figures show that 31 of 48 walls leak.",
    "Views differ: 300 signed for the wall and 290 against it.",
    "About the 48 walls nothing was said.",
    "Pupils will get meals free for two years under the plan.",
    "Tarn Water is to get the pumps free for 30 days, and then pay £4,000 a week.",
    "Get it free for a year, the company told 4,000 of its customers.",
    "The ferry will be free for residents from June.",
    "A judge set 14 of them free for lack of evidence.",
    "- 2,400 households without water",
    "• The toll rose to 31 on Sunday.",
    "Published in 2019, the report counted 31 cracks.",
    "Video by a passer-by shows 31 people on the roof.",
    "Photos by NASA show that the fire has burned 310 hectares.",
    "The views expressed at the meeting do not bind the council, which has 46 members.",
    "People who subscribe to three newsletters read none.",
    "Become a member of the club and you pay £40 a year, the harbour office says.",
    "Section: 14 of the law is to go.",
    "Follow the signs to the hall, where 200 beds have been made up.",
    "Sign up by 1 June to get one of the 300 places.",
    "Register to vote by 3 May.",
    "Please bring your own towel.",
    "Please call the police on 0555 0199 if you saw the boat.",
    "Related deaths",
    "Popular in Carrow: the £9 lobster",
    "Latest figures",
    "Credit: £4bn",
    "Supporters of the wall: 300",
    "Donations: £190,000",
    "Editor's note: three more bodies were found on Tuesday.",
    "Correction: the toll is 31, not 13.",
    "Update: the toll is 31.",
    "Q: How do I subscribe to the alerts?",
    "Image rights cost £3m",
    "Donate to groups that are known to house the 300 families, focused on the young.",
    "Share options worth £3m went to the board.",
    "“All rights reserved” stood on 31 of the mugs.",
    "The button “accept all cookies” sent data to 63 firms.",
    "The bank has changed its privacy policy and its terms of service.",
    "It is about half as high — Bloomberg.",
]


LINE_RULES = [rule for rule in page_rules() if rule.how != "inside"]


@pytest.mark.parametrize("rule", LINE_RULES, ids=lambda rule: rule.name)
def test_a_rule_is_the_one_that_catches_its_example(rule):
    found = match_line(rule.example)
    assert found is not None
    assert found.name == rule.name


@pytest.mark.parametrize("line", NEWS)
def test_sentences_of_the_news_are_let_be(line):
    assert match_line(line) is None


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Advertisement", "promo"),
        ("Story continues", "promo"),
        ("Join our Telegram channel", "promo"),
        ("• Follow Ida Marlow on Twitter and sign up to her weekly email.", "promo"),
        ("1,234 shares", "notice"),
        ("November 20, 2025 at 3:04 PM", "notice"),
        ("Published: 20 November 2025 | 12:03", "notice"),
        ("Our Standards: The Tarn Press Principles.", "notice"),
        ("The quay at dawn (Photo by Mara Quill)", "caption"),
        ("The mayor spoke of “48 walls”. | Mara Quill/Getty Images", "caption"),
        ("With inputs from agencies", "credit"),
        ("Don't see the graphic above? Click here.", "related"),
        ("ADVERTISEMENT:", "promo"),
        ("Article continues below", "promo"),
        ("Sign up here for our morning briefing.", "promo"),
        ("Get breaking news alerts and more on your phone", "promo"),
        ("Tarn Playbook Sign up today to receive the valley's newsletter.", "promo"),
        ("Follow Ida Marlow on Twitter @idamarlow", "promo"),
        ("Like us on Facebook.", "promo"),
        ("The Brief goes out to 31,000 readers. Get it free for 30 days.", "promo"),
        ("Not convinced? Try the Courier free for a month.", "promo"),
        ("Watch the race on Tarn TV, start a free trial", "promo"),
        ("Subscribe and get three months free!", "promo"),
        ("Download the Courier app for full coverage", "promo"),
        ("Share this: Pocket", "promo"),
        ("Support the Courier's journalism", "promo"),
        ("We use cookies to improve your visit.", "notice"),
        ("© 2026 Tarn Press Syndicate", "notice"),
        ("Loading...", "notice"),
        ("Updated at 11:35 a.m. ET", "notice"),
        ("— Updated at 2:25 p.m.", "notice"),
        ("CORRECTION: This story has been updated to give 14 as the toll.", "notice"),
        ("* * *", "notice"),
        ("Getty Images", "caption"),
        ("(Mara Quill/Reuters)", "caption"),
        ("FILE PHOTO: The wall in 2019. REUTERS/Mara Quill", "caption"),
        ("Slideshow (5 Images)", "caption"),
        ("Enlarge this image toggle caption Mara Quill/AP Mara Quill/AP", "caption"),
        ("The mayor at the quay. Composite: Tarn Press", "caption"),
        ("By IDA MARLOW and SAM ORRELL", "credit"),
        ("Reporting by Ida Marlow; editing by Sam Orrell", "credit"),
        ("Associated Press writers in Tarn contributed to this report.", "credit"),
        ("Marlow reported from Harbour Vale.", "credit"),
        ("Ida Marlow can be reached at ida@courier.example.", "credit"),
        ("This article was originally published on Tarn Post.", "source_line"),
        ("The post Flood in Tarn appeared first on Tarn Post.", "source_line"),
        ("(noted here)", "source_line"),
        ("Source: Tarn Water", "source_line"),
        ("Via Tarn Post", "source_line"),
        ("https://tarnpost.example/a", "source_line"),
        ("Comments are closed.", "comment"),
        ("Leave a reply", "comment"),
        ("14 Comments", "comment"),
        ("Send letters to letters@courier.example", "comment"),
        ("Filed under: floods, budget", "tags"),
        ("Read more: Harbour bridge shut for a third week", "related"),
        ("RELATED STORIES FROM THE COURIER", "related"),
        ("You may also like", "related"),
        ("More from the Courier", "related"),
        ("Watch the mayor's reply below:", "related"),
    ],
)
def test_lines_of_the_page_are_told_by_their_role(line, role):
    found = match_line(line)
    assert found is not None
    assert found.role == role


def test_a_note_on_the_author_counts_at_the_edges_only():
    line = "Mara Quill is a staff writer at the Harbour Courier."
    assert match_line(line, from_start=20, from_end=0).role == "credit"
    assert match_line(line, from_start=0, from_end=20).role == "credit"
    assert match_line(line, from_start=20, from_end=20) is None
