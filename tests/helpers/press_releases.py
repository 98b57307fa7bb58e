"""Invented press releases, reports that draw on them, and copies of them.

They were written before the rules that they test were tried on them.
"""

from __future__ import annotations

RECALL = """Ostrand Health Trust to read 3,240 chest scans again

Ostrand Health Trust is to have 3,240 chest scans read a second time after a fault was \
found in the software that sorts them by urgency. The scans were taken at Ostrand \
Infirmary and at the Pellworth clinic between 4 May and 19 September 2025.

The fault was noticed on 2 October by a radiographer who could not find a scan that she \
had marked as urgent. It had been put at the end of the queue. The supplier, Lumenar \
Imaging, has since repaired the software, and the trust has gone back to sorting scans \
by hand until an independent check is complete.

“We are sorry for the worry that this will cause,” said Dr Hanne Brisk, medical director \
of the trust. “Most of the people whose scans we are reading again will have nothing to \
fear. Every one of them will have a letter from us by Friday of next week, whatever the \
second reading shows.”

Twelve consultants, six of them from neighbouring trusts, will read the scans at \
weekends. The work is expected to take five weeks and to cost £410,000. Patients who \
have questions can call 01632 960 118 from eight in the morning to eight at night.

Notes to editors

Ostrand Health Trust serves 460,000 people and employs 7,900 staff in four hospitals and \
eleven clinics. It was rated good at its last inspection."""

RECALL_COURIER = """“They told me I was clear”: the scans that went to the end of the queue

Len Tasker had his chest scanned in June and a letter in July. It said that nothing had \
been found. In October his daughter, who is a nurse, made him go back because he could \
no longer climb the stairs to his flat without sitting down twice.

He is 61, drove the number 9 bus for most of his life and has a tumour the size of a \
plum in his left lung. “They told me I was clear,” he said on Wednesday in the kitchen \
of his flat in Pellworth. “I bought a fishing rod. I thought, that’s it, I’ve got away \
with it.”

Mr Tasker is one of at least four people whose families have hired the same lawyer since \
the Ostrand Health Trust admitted that a computer had been putting urgent scans in the \
wrong place. The lawyer, Imke Sorrel, said she had had 26 calls in two days.

“We are sorry for the worry that this will cause,” Dr Hanne Brisk, the trust’s medical \
director, said in a statement. The trust will have 3,240 scans read a second time. \
Twelve consultants, six of them from neighbouring trusts, will read the scans at \
weekends. The work is expected to take five weeks and to cost £410,000.

The statement says that a radiographer noticed the fault on 2 October. Three people who \
work at the infirmary told the Courier that it was spoken of much earlier. One showed us \
an e-mail of 11 July in which a secretary asks why “the reds keep sliding down”. Nobody \
answered it, she said. A trust spokesman would not say whether anybody had read it.

Lumenar Imaging, which is based in Fallow Cross and sold the same programme to nine \
other hospitals, did not return calls. Its shares lost a sixth of their value on \
Wednesday.

Mr Tasker begins chemotherapy on Monday. He has not taken the price tag off the rod."""

RECALL_WIRE = """OSTRAND – More than 3,000 people who were scanned for lung disease in Ostrand this \
summer will have their pictures looked at again after a programme mixed up the urgent \
cases and the others, the hospital trust said on Tuesday.

Patients’ groups called for an inquiry. “Five weeks is an age if you are the one who is \
waiting,” said Corwin Dace of the charity Breathe Easy Northlands. He wanted to know why \
the trust had let a machine sort scans that no doctor had seen.

The health secretary, Tova Lindgate, told parliament that she had asked all 42 trusts \
that use such programmes to report by the end of the month. The opposition said that she \
had been warned in March, when the audit office counted eleven incidents of the kind.

The supplier, Lumenar Imaging, has since repaired the software, and the trust has gone \
back to sorting scans by hand until an independent check is complete.

A third of the posts for radiologists in the region are vacant. Waiting times for a chest \
scan have risen from nine to 23 days since 2022, according to the audit office."""

RECALL_SPUN = """Ostrand Health Trust to review 3,240 chest images once more

Ostrand Health Trust is going to have 3,240 chest images read another time after an error \
was discovered in the program that ranks them by urgency. The images were made at Ostrand \
Infirmary and at the Pellworth practice between 4 May and 19 September 2025.

The error was spotted on 2 October by a radiographer who was unable to find an image that \
she had flagged as urgent. It had been placed at the end of the line. The vendor, Lumenar \
Imaging, has since fixed the program, and the trust has returned to ranking images by \
hand until an impartial check is finished.

“We are sorry for the concern that this will cause,” stated Dr Hanne Brisk, medical chief \
of the trust. “Most of the individuals whose images we are reading again will have \
nothing to fear. Every one of them will get a letter from us by Friday of next week, \
whatever the second reading reveals.”

Twelve specialists, six of them from nearby trusts, will read the images at weekends. The \
job is anticipated to take five weeks and to cost £410,000. Patients who have queries can \
phone 01632 960 118 from eight in the morning to eight at night."""

BRIDGE = """Marrow Bridge closed to all traffic from Saturday

The Stannet Bridges Board will close Marrow Bridge to all traffic from six o’clock on \
Saturday morning. Divers who inspect the piers once a year found cracks in the third and \
the fourth of them on Thursday. The longest is 2.6 metres long and wide enough for a \
hand.

Some 18,500 vehicles a day cross the bridge, which was opened in 1934. They will be sent \
over the Stannet Causeway, eleven kilometres upstream. Buses 3, 14 and 20 will end on \
either bank, and a ferry for 60 passengers will run between the two landing stages every \
quarter of an hour. It is free of charge.

“Nobody closes a bridge lightly,” said Aurel Finnemore, the board’s chief engineer. “But \
a crack that was not there last year and is longer than I am tall this year is not a \
thing I will ask anybody to drive over.”

The board expects the bridge to stay closed for at least fourteen weeks. It has asked \
two firms for an offer to wrap the piers in steel, and will put £3.8 million aside for \
the work. Cyclists and people on foot may use the bridge from the following Wednesday, if \
a test with sandbags on Tuesday goes well.

The Stannet Bridges Board looks after 27 bridges and two tunnels."""

BRIDGE_GAZETTE = """Bakers, brides and bin lorries: a town without its bridge

At ten to six on Saturday morning Dorrit Vane stood at the barrier with 400 warm rolls \
and a mobile telephone. Her bakery is on the east bank. Most of the people who eat her \
rolls are on the west.

“I have a van, I have a licence and I have a river,” she said. By half past eight she had \
sold the lot to policemen, to children who had come to see a bridge with no cars on it, \
and to the crew of the ferry.

The town of Stannet is having to learn how to live in two halves. The Stannet Bridges \
Board will close Marrow Bridge to all traffic for fourteen weeks at least because of \
cracks in two piers. They were found by divers on Thursday.

At the registry office, which is on the west bank, four couples were due to marry on \
Saturday. Three came by ferry. The fourth, Jolyon and Beatrix Amble, went round by the \
causeway with 38 guests in a hired coach and were two hours late because a lorry with \
turnips had shed its load at the roundabout at Hexley.

The waste service has moved five of its eleven lorries to a car park on the east bank, \
where, a driver said, there is nothing to empty them into. The swimming club trains in a \
hotel. St Olave’s school has asked the parents of 212 children whether lessons might \
begin at ten.

“Nobody closes a bridge lightly,” the board’s chief engineer, Aurel Finnemore, had said. \
In the queue for the 7.45 ferry few people were ready to argue. “My grandfather riveted \
that,” said Cuthbert Lyle, 79. “He always said that they had saved on the third one.”

Asked about this the board said that it held no drawings from before 1961."""

BRIDGE_POST = """Board was warned of scour at Marrow Bridge in 2021, papers show

The body that shut Marrow Bridge at the weekend was told four years ago that the river \
was washing out the ground under two of its piers, according to a survey that the Post \
has seen.

The survey, made by the consultants Hallam Reach for £64,000, recommended that sensors be \
fitted to the third and fourth piers “without delay” and put the price at £190,000. The \
members of the board discussed it for nine minutes, according to the minutes of 8 \
November 2021, and decided to “note” it.

Aurel Finnemore, the chief engineer, joined the board a year later. “Had I been here I \
would have asked for the sensors,” he told the Post on Sunday. He said he had read the \
survey for the first time on Friday.

Ottoline Grice, who led the board until 2023 and now sits in the regional assembly, said \
that there had been no money. In that year the board spent £1.1 million on lighting the \
Jubilee Tunnel in the colours of the football club.

Some 18,500 vehicles a day cross the bridge, which was opened in 1934. They will be sent \
over the Stannet Causeway, eleven kilometres upstream. Buses 3, 14 and 20 will end on \
either bank, and a ferry for 60 passengers will run between the two landing stages every \
quarter of an hour.

The haulage association put the cost of the detour to its members at £70,000 a day. Its \
chairwoman, Perpetua Sand, said that she would ask for compensation “and for those \
minutes, framed”."""

BRIDGE_SPUN = """Marrow Bridge shut to all vehicles from Saturday

The Stannet Bridges Board is going to shut Marrow Bridge to all vehicles from six o’clock \
on Saturday morning. Divers who check the pillars once a year discovered cracks in the \
third and the fourth of them on Thursday. The biggest is 2.6 metres long and broad enough \
for a hand.

About 18,500 cars a day use the bridge, which was inaugurated in 1934. They will be \
diverted over the Stannet Causeway, eleven kilometres upriver. Buses 3, 14 and 20 will \
stop on either bank, and a ferry for 60 travellers will operate between the two landing \
stages every fifteen minutes. It is free of charge.

“Nobody shuts a bridge lightly,” stated Aurel Finnemore, the board’s head engineer. “But \
a crack that was not there last year and is longer than I am tall this year is not \
something I will ask anyone to drive over.”

The board anticipates the bridge to remain shut for at least fourteen weeks. It has \
invited two companies to make an offer to wrap the pillars in steel, and will set £3.8 \
million aside for the job."""

CHEESE = """Kettlewick Dairy recalls three soft cheeses

Kettlewick Dairy is recalling its Wold Blue, Wold Ash and Little Hettie cheeses as a \
precaution. Listeria was found on Monday in a sample of Wold Ash that was taken in a shop \
in Garrowby. The recall concerns all pieces that bear the mark KW 17 and a date between \
3 and 28 February.

Customers are asked not to eat the cheese and to bring it back to the shop where they \
bought it. They will be paid the full price, with or without a receipt. Some 9,400 pieces \
were sold in 212 shops.

Listeria can cause a fever, headaches and an upset stomach. It is a danger above all to \
women who are pregnant, to old people and to those whose immune system is weak. Whoever \
has eaten the cheese and feels unwell should see a doctor and say so.

“We have made cheese in Kettlewick for 88 years and never had to write a letter like \
this,” said Rosalind Ebb, who runs the dairy with her two brothers. “We have stopped the \
line, scrubbed every shelf and sent for a laboratory. Nothing leaves this yard until we \
know where it came from.”

The dairy makes 31 tonnes of cheese a year and employs 44 people. Its hard cheeses are \
matured in another building and are not affected."""

CHEESE_VOICE = """Morning. If there is a blue cheese in your fridge, go and look at the label. I will \
wait.

KW 17? Then it goes back to the shop, and no, you need no receipt. Kettlewick Dairy has \
called back three of its cheeses since Tuesday and three people are in St Brannoc’s \
hospital, two of them from the same wine evening at the bowls club in Garrowby. The \
hospital says that they are sitting up.

Listeria can cause a fever, headaches and an upset stomach. It is a danger above all to \
women who are pregnant, to old people and to those whose immune system is weak. Whoever \
has eaten the cheese and feels unwell should see a doctor and say so.

I rang Mungo at the Cross Keys because he puts the blue in his pies. He has thrown out \
forty of them and will do leek this week. Half price before six.

The fair on Sunday goes ahead, but without the cheese rolling, since nobody could think \
what to roll. The vicar suggested a turnip. Write in if you have a better one.

And the A61 is shut at Pottle Hill: a horsebox, nobody hurt, the horse is eating the \
verge."""

CHEESE_COURIER = """Hygiene officers had not set foot in dairy for 31 months

The dairy in Kettlewick whose cheese has put three people into hospital had not been \
inspected since July 2022, the Courier has learned. It ought to have been seen once a \
year.

The county has two officers for 640 dairies, butchers and kitchens, and one has been ill \
since the autumn. “You go where the complaints are, and there were no complaints about \
Kettlewick,” said a former officer, who left in December and asked that his name be kept \
out. “Everybody’s aunt works there.”

At the last visit the dairy had four stars of five. The report, which the county released \
after a request, speaks of “condensation above the ripening shelves” and asks that a \
ventilator be replaced within three months. Nobody came to see whether it was.

It was, said Rosalind Ebb, who runs the dairy with her two brothers. She showed this \
newspaper a bill for £2,150, dated September 2022. “We have stopped the line, scrubbed \
every shelf and sent for a laboratory,” she said. “Nothing leaves this yard until we know \
where it came from.”

Microbiologists at the university in Thorsby have begun to compare the germ in the cheese \
with that in the patients. Wilf Anstruther, who leads them, expects an answer on Monday. \
He recalled an outbreak in 2014 in which the source was a mop.

The county’s head of food safety, Maud Kelleher, said that the two posts she asked for in \
last year’s budget would have cost £84,000. The three patients, aged 34, 70 and 81, are \
out of danger. A fourth, who was eight months pregnant, was delivered of a healthy girl \
on Thursday."""

CHEESE_SPUN = """Kettlewick Dairy withdraws three soft cheeses

Kettlewick Dairy is withdrawing its Wold Blue, Wold Ash and Little Hettie cheeses as a \
precaution. Listeria was detected on Monday in a specimen of Wold Ash that was collected \
in a store in Garrowby. The withdrawal concerns all portions that carry the mark KW 17 \
and a date between 3 and 28 February.

Shoppers are requested not to eat the cheese and to take it back to the store where they \
purchased it. They will be refunded the full price, with or without a receipt. Around \
9,400 portions were sold in 212 stores.

Listeria may cause a fever, headaches and an upset stomach. It is a risk above all to \
women who are pregnant, to elderly people and to those whose immune system is weak. \
Anyone who has eaten the cheese and feels ill should see a doctor and say so.

“We have produced cheese in Kettlewick for 88 years and never had to write a letter like \
this,” stated Rosalind Ebb, who manages the dairy with her two brothers. “We have halted \
the line, scrubbed every shelf and sent for a lab. Nothing leaves this yard until we know \
where it came from.”"""

PRIZE = """Harrow Fell observatory to be rebuilt with gift of £22 million

The Astronomical Society of Lennick has been given £22 million to rebuild its observatory \
on Harrow Fell. It is the largest gift in the 140 years of the society. The money comes \
from the Quillon Foundation, which was set up by the makers of the navigation firm \
Truebearing.

A mirror of 4.1 metres will take the place of the old one of 1.9 metres. The dome, which \
has not turned since a storm in 2018, will be replaced by one of larch and aluminium. \
Building is to begin in April, and the first light is hoped for in the autumn of 2029. \
One night in ten will be kept for schools.

“On a clear night in January you can see from Harrow Fell what you can see from hardly \
anywhere else in this part of the world, which is nothing, and then everything,” said \
Professor Ingram Sallow, the president of the society. “We have waited seven winters for \
a dome that turns. Now we shall have one.”

Solvei Quillon said on behalf of the foundation that she had been taken to the \
observatory at the age of nine and had decided there what to do with her life. “I then \
did something else,” she said. “This is to make up for it.”

The society has 3,100 members. Visits to the observatory are possible on the first \
Saturday of each month until building begins."""

PRIZE_COURIER = """Farmers on Harrow Fell fear for their lights

Not everybody on Harrow Fell is looking up. When the astronomers rebuild their \
observatory, with £22 million from the Quillon Foundation, the farms below it will have \
to turn off their yard lamps at nine. So it says in a draft by-law that was put on the \
notice board of the village hall on Monday, between the yoga and a lost ferret.

“I lamb in March and I lamb in the dark as it is,” said Agnes Thwaite, who keeps 600 ewes \
at Nether Harrow. “Let the professor come and find a backward twin with a red torch.”

There are eleven farms within four kilometres of the dome. The by-law would allow them \
lamps of 300 lumens, shaded and pointing down; a milking parlour needs thirty times that. \
A shade costs £85, and the district has offered to pay for half.

Professor Ingram Sallow, the president of the Astronomical Society of Lennick, was in the \
hall on Tuesday night and stayed until eleven. He said he knew of no observatory that had \
ruined a farm and of two that had been ruined by a golf range. “We have waited seven \
winters for a dome that turns. Now we shall have one,” he said. Somebody at the back \
asked whether it could be made to turn away.

The meeting ended with a vote, 41 to 6, to ask the district for lamps on a timer. Two \
councillors want to write to Solvei Quillon, who, as the landlord of the Ram said, “has \
only to look out of her own window, she lives in a lighthouse”.

The ferret has been found."""

RELEASES = {
    "recall": RECALL,
    "bridge": BRIDGE,
    "cheese": CHEESE,
    "observatory": PRIZE,
}
REPORTS = {
    "recall": (RECALL_COURIER, RECALL_WIRE),
    "bridge": (BRIDGE_GAZETTE, BRIDGE_POST),
    "cheese": (CHEESE_VOICE, CHEESE_COURIER),
    "observatory": (PRIZE_COURIER,),
}
"""Independent reports that hold a sentence, a quotation or a paragraph of the release."""
SPUN = {"recall": RECALL_SPUN, "bridge": BRIDGE_SPUN, "cheese": CHEESE_SPUN}
"""Words exchanged, the end cut."""
