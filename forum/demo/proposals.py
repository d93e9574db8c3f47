"""The invented proposals of the demo city, in the languages its people write."""

from dataclasses import dataclass

from forum.proposals.types import Kind


@dataclass(frozen=True)
class Idea:
    """One proposal: who leads it, for which area (empty: the city), how many endorse it, how many days ago it was published."""

    lead: str
    title: str
    problem: str
    measure: str
    topics: tuple[str, ...]
    district: str = ""
    supporters: int = 0
    days_ago: int = 10
    kind: Kind = Kind.CITIZEN
    cost: str = ""
    area: str = ""
    evidence: str = ""
    place: tuple[float, float, str] | None = None
    more: tuple[tuple[str, str], ...] = ()


IDEAS = (
    Idea("ayesha-khan", "Safe pedestrian crossings near schools in G-9",
         "Every morning some two thousand children cross Ibn-e-Sina Road between moving cars. There is no crossing between the mosque and the market, and cars park on what is left of the footpath.\n\nIn one week in March parents counted eleven near misses at the gate of the girls’ school.",
         "Paint raised zebra crossings at the three school gates, with bollards on both sides and a 30 km/h sign.\n\nPut a warden at each from 7:15 to 8:00 and from 13:00 to 14:00 until the crossings are built.",
         ("transport", "education"), "g-9", supporters=3, days_ago=21, cost="About 900,000 rupees for three crossings, judging by the ones in F-7.",
         area="Pupils and teachers of three schools, and drivers, who lose perhaps a minute.",
         evidence="https://www.who.int/publications/i/item/9789240077614\n\nOur own count, on paper, at the school office.", place=(33.6886, 73.0318, "Gate of the girls’ school, Ibn-e-Sina Road")),
    Idea("bilal-ahmed", "A bus lane on the Expressway in the rush hours",
         "Between 7:30 and 9:30 the Expressway carries forty-two thousand people; three in ten of them sit in buses and vans that stand in the same queue as cars with one person in them.",
         "Reserve the left lane between Koral and Faizabad for buses and vans with ten seats or more, from 7:00 to 10:00 and from 16:00 to 19:00, for a trial of six months.\n\nPublish travel times every week.",
         ("transport",), supporters=55, days_ago=40, kind=Kind.RECOMMENDATION, place=(33.6425, 73.0851, "Expressway between Koral and Faizabad"),
         area="Some forty thousand commuters each way. Drivers alone in their cars lose time at first.",
         more=(("options", "**Leave it as it is.** No cost; queues grow by about four percent a year.\n\n**Rush-hour bus lane.** Paint, signs and wardens; buses gain about eleven minutes.\n\n**A built bus corridor.** Gains twenty minutes, costs a hundred times as much and takes years."),
               ("evidence", "Counts at four points on two Tuesdays in February (by hand, both directions). Comparable lanes in Lahore and Karachi saved buses 15 to 25 percent of their time."),
               ("cost_band", "middle"), ("time_band", "months"), ("interest", "I work as a planner for a consultancy that has done studies for the transport authority. None of them concerns this road."))),
    Idea("neighbour-03", "Repair the water line of G-9/2 before summer",
         "For three summers the line has burst in the same street. Each time we pay for tankers for two weeks.", "Replace the two hundred metres between the pump and street 41, and not only the joint that burst.",
         ("water",), "g-9", supporters=2, days_ago=12, place=(33.6912, 73.0255, "Street 41, G-9/2")),
    Idea("neighbour-11", "Shade for people who wait: trees and roofs at bus stops",
         "In June the ground at the stops is at fifty degrees. Old people sit on the kerb of the shop behind.", "A roof and two trees at each of the forty busiest stops, in the order of how many people wait there.",
         ("transport", "parks-and-trees"), supporters=45, days_ago=33, cost="Roofs cost about 350,000 rupees each; trees little, but they need water for two years."),
    Idea("neighbour-26", "بھارہ کہو میں پانی کی فراہمی ہر روز",
         "گرمیوں میں ہمارے محلے میں پانی تین دن بعد آتا ہے۔ ٹینکر کی قیمت ایک مزدور کی دو دن کی کمائی کے برابر ہے۔\n\nعورتیں اور بچے پانی کے لیے گھنٹوں قطار میں کھڑے رہتے ہیں۔",
         "شام اور صبح دو دو گھنٹے پانی کا مقررہ وقت، جو سب کو معلوم ہو۔\n\nجہاں پائپ ٹوٹے ہیں وہاں پہلے مرمت۔", ("water",), "bhara-kahu", supporters=2, days_ago=18, area="تقریباً چار ہزار گھر۔",
         place=(33.7411, 73.1789, "بھارہ کہو بازار")),
    Idea("neighbour-29", "جی ۔ ۱۱ کے پارک میں خواتین کے لیے روشنی اور راستہ",
         "شام کے بعد پارک میں اندھیرا ہوتا ہے، اس لیے خواتین وہاں نہیں جا سکتیں۔", "پارک کے چاروں طرف بتیاں، اور ایک پکا راستہ جس پر وہیل چیئر بھی چل سکے۔",
         ("parks-and-trees", "safety"), "g-11", supporters=3, days_ago=26, place=(33.6690, 72.9980, "مرکزی پارک، جی ۔ ۱۱")),
    Idea("neighbour-01", "Open the school grounds of F-6 to children in the afternoon",
         "The sector has no playground, and four school grounds that are locked at two o’clock.", "Open two of them from 15:00 to sunset with a caretaker, as a trial until autumn.",
         ("education", "safety"), "f-6", supporters=2, days_ago=9),
    Idea("neighbour-18", "Separate collection of kitchen waste in E-11",
         "Half of what lies in the nullah is kitchen waste in plastic bags.", "A second bin for each building, emptied every day, and a compost yard beside the nursery.",
         ("waste",), "e-11", supporters=1, days_ago=15, place=(33.6975, 72.9800, "Nursery beside the nullah")),
    Idea("neighbour-05", "Night buses for nurses and guards from I-10",
         "Shifts at the hospitals end at midnight. The last bus leaves at 21:30.", "Two buses, at 0:15 and 1:15, from the hospitals through H-8 to I-10.", ("transport", "health"), supporters=40, days_ago=29),
    Idea("neighbour-15", "Keep the old banyan trees of F-7 when the road is widened",
         "The plan of the widening shows eleven trees as “to be removed”. The oldest stood there before the city.", "Move the lane by two metres; where that cannot be done, show why, tree by tree, in public.",
         ("parks-and-trees", "heritage"), "f-7", supporters=3, days_ago=24, evidence="The plan is displayed at the Authority’s office, sheet 14.", place=(33.7215, 73.0540, "Bhitai Road")),
    Idea("neighbour-21", "A pavement along Karachi Company that a wheelchair can use",
         "Shops, motorcycles and generators stand on the pavement. My mother has to be pushed along the road.", "Clear two metres along the whole row, with one ramp at each crossing, and say who keeps it clear.",
         ("transport", "safety"), "g-9", supporters=3, days_ago=6, place=(33.6843, 73.0328, "Karachi Company")),
    Idea("neighbour-10", "Tell us the day before when electricity is cut for works",
         "In I-8 it is cut for works three or four times a month without a word.", "Publish each planned cut a day ahead, by street, and by message to whoever asks for it.", ("energy",), "i-8", supporters=2, days_ago=17),
    Idea("neighbour-28", "آئی ۔ ۱۰ میں کھلے گٹر ڈھانپے جائیں", "پچھلے مہینے دو بچے گٹر میں گرے۔ تین گلیوں میں ڈھکن نہیں ہیں۔", "گلی نمبر ۱۲، ۱۴ اور ۱۷ میں ایک ہفتے کے اندر ڈھکن، اور ایک فون نمبر جس پر بتایا جا سکے۔",
         ("safety", "water"), "i-10", supporters=3, days_ago=20, place=(33.6480, 73.0420, "گلی ۱۲، آئی ۔ ۱۰")),
    Idea("neighbour-09", "A clinic day each week in every union council",
         "From Tarnol it is ninety minutes to the nearest doctor for mothers.", "One doctor, one nurse and a scale, the same day each week, in the union council’s own room.", ("health",), supporters=35, days_ago=35),
    Idea("neighbour-07", "ترنول کے اسکول تک محفوظ راستہ", "بچے جی ٹی روڈ کے کنارے چلتے ہیں جہاں ٹرک گزرتے ہیں۔", "سڑک کے ساتھ دیوار والی پگڈنڈی اور ایک پل۔", ("education", "transport"), "tarnol", supporters=1, days_ago=14),
    Idea("neighbour-24", "Solar panels on the roofs of public schools",
         "Schools pay most for electricity in the very months in which the sun shines most.", "Begin with the ten largest roofs, pay for the next ten out of what is saved.", ("energy", "education"), supporters=30, days_ago=44,
         cost="About 4 million rupees for a school; back in five to six years at today’s price."),
    Idea("neighbour-13", "Benches and drinking water along the Margalla trails",
         "Trail 3 and Trail 5 carry thousands on a Sunday; there is nowhere to sit and only bottles to buy.", "Six benches and two taps on each trail, and bins that monkeys cannot open.", ("parks-and-trees", "waste"), supporters=25, days_ago=11,
         place=(33.7470, 73.0840, "Trail 5")),
    Idea("neighbour-30", "جی ۔ ۶ کے پرانے بازار کی مرمت اس کی اصل شکل میں", "بازار کی پرانی عمارتیں گر رہی ہیں اور ان کی جگہ پلازے بن رہے ہیں۔", "پرانی عمارتوں کی فہرست بنائی جائے اور مالکوں کو مرمت کے لیے آسان قرض دیا جائے۔",
         ("heritage", "housing"), "g-6", supporters=2, days_ago=22),
    Idea("neighbour-20", "Rents of public flats by a published rule",
         "Who gets a flat and at what rent is not known to anybody who asks.", "Publish the waiting list by number, the rule and the rents, once a quarter.", ("housing",), supporters=20, days_ago=27),
    Idea("neighbour-17", "Stop burning rubbish behind the vegetable market",
         "The smoke lies over I-11 and I-10 every evening until nine.", "Two containers more, emptied at 18:00, and a guard for the first month.", ("waste", "health"), supporters=20, days_ago=16),
    Idea("neighbour-08", "A library bus for the outer sectors",
         "The city library is ninety minutes away for children in Tarnol and Bhara Kahu.", "One bus with two thousand books in Urdu and English, each stop every second week on the same day.", ("education",), supporters=30, days_ago=19),
    Idea("sana-malik", "Opening hours of the city’s service desks", "The desks close at 15:00. Whoever works must take a day off to file a form.",
         "From autumn the desks in G-9 and I-8 would open on Tuesdays until 19:00, and close on Friday afternoons instead.\n\nWe ask for your view before the decision.", ("safety",), supporters=15, days_ago=8, kind=Kind.OFFICIAL,
         more=(("office", "Directorate of Municipal Administration; the deputy director answers for it."),)),
    Idea("neighbour-02", "Crossing for pedestrians at the schools of G-9", "Cars do not stop for children in front of the schools.", "A zebra crossing at each school gate.", ("transport",), "g-9", supporters=2, days_ago=5),
    # These have the support they needed: the council has answered two of them, is late with one, and owes two.
    Idea("neighbour-14", "Shaded crossings with a button at the four busiest bus stations",
         "At Faizabad alone nine people were hit last year while they ran for a bus. The lights are made for cars; nobody on foot ever has green long enough.",
         "A signal with a button and a shaded waiting place at Faizabad, Pirwadhai Mor, Karachi Company and Zero Point, beginning where most people are hurt.",
         ("transport", "safety"), supporters=65, days_ago=86, cost="About nine million rupees for all four, by the prices of the crossing in F-8.", place=(33.6650, 73.0850, "Faizabad interchange")),
    Idea("neighbour-22", "A cable car from Saidpur to Pir Sohawa",
         "On Sundays two thousand cars climb the hill and stand there. The forest has become a car park.", "Study a small cable car from Saidpur, and close the road to private cars on Sundays once it runs.",
         ("parks-and-trees", "transport"), supporters=60, days_ago=84),
    Idea("neighbour-19", "Street lights on the service roads, and a number to call when one is out",
         "Four lights out of ten are dark on the service roads of the I and G sectors. Whoever reports one is sent from desk to desk.", "Repair them within the season, and answer every report with a date.",
         ("safety",), supporters=60, days_ago=79),
    Idea("neighbour-04", "Clean drinking water at every bus terminal",
         "Drivers and passengers buy water in bags, or drink from the hose of the car wash.", "A filter and a basin at each of the eleven terminals, looked after by the terminal’s own staff.",
         ("water", "health"), supporters=60, days_ago=38),
    Idea("neighbour-23", "Publish what the city spends, each month, line by line",
         "The budget is a book of four hundred pages, in English, once a year.", "A table each month: what was paid, to whom, for what; in Urdu and English, as a file one can sort.",
         ("safety",), supporters=65, days_ago=24),
)  # fmt: skip

# An improvement of the first proposal: which paragraph, how it should read, who suggests it and why, and what its author says.
ADJUSTMENTS = (
    ("measure", "Put a warden at each from 7:15 to 8:00 and from 13:00 to 14:00 until the crossings are built.",
     "Put a trained warden with a stop sign at each, from 7:00 to 8:00 and from 12:45 to 14:00, until the crossings are built.",
     "bilal-ahmed", "The younger classes end at a quarter to one.", "True, I had forgotten the little ones."),
    ("measure", "Paint raised zebra crossings at the three school gates, with bollards on both sides and a 30 km/h sign.",
     "Build raised zebra crossings of at least ten centimetres at the three school gates, with bollards on both sides and a 30 km/h sign.",
     "neighbour-21", "Paint alone does not slow anybody down.", None),
    ("measure", "Paint raised zebra crossings at the three school gates, with bollards on both sides and a 30 km/h sign.",
     "Paint zebra crossings at the three school gates, with signals that pupils can press.",
     "neighbour-11", "Raised crossings hinder ambulances; signals do not.", None),
)  # fmt: skip

# A proposal whose author took up the first comment beneath it: the paragraph added to the measure, and the reason in the history.
CREDITED = "Shaded crossings with a button at the four busiest bus stations"
TAKEN_UP = (
    "Green comes within forty seconds of pressing the button, at every hour.",
    "A planner pointed out that people run when green comes later than that.",
)  # fmt: skip
