"""The districts, topics and texts of the demo city."""

CITY = {"en": "Islamabad", "ur": "اسلام آباد"}
TAGLINE = {"en": "What the city should do next, decided together", "ur": "شہر آگے کیا کرے، مل کر طے کریں"}

DISTRICTS = (
    {"en": "F-6", "ur": "ایف ۔ ۶"}, {"en": "F-7", "ur": "ایف ۔ ۷"}, {"en": "F-8", "ur": "ایف ۔ ۸"}, {"en": "G-6", "ur": "جی ۔ ۶"},
    {"en": "G-9", "ur": "جی ۔ ۹"}, {"en": "G-11", "ur": "جی ۔ ۱۱"}, {"en": "I-8", "ur": "آئی ۔ ۸"}, {"en": "I-10", "ur": "آئی ۔ ۱۰"},
    {"en": "E-11", "ur": "ای ۔ ۱۱"}, {"en": "Bhara Kahu", "ur": "بھارہ کہو"}, {"en": "Tarnol", "ur": "ترنول"},
)  # fmt: skip

POSITIONS = ((33.7295, 73.0765), (33.7215, 73.0560), (33.7120, 73.0370), (33.7150, 73.0880), (33.6890, 73.0300), (33.6690, 72.9980),
             (33.6690, 73.0750), (33.6480, 73.0400), (33.6990, 72.9790), (33.7410, 73.1790), (33.6460, 72.9070))  # fmt: skip

TOPICS = (
    ("bus", {"en": "Transport", "ur": "آمد و رفت"}), ("droplets", {"en": "Water", "ur": "پانی"}), ("house", {"en": "Housing", "ur": "رہائش"}),
    ("trees", {"en": "Parks and trees", "ur": "باغات اور درخت"}), ("recycle", {"en": "Waste", "ur": "کچرا"}),
    ("shield", {"en": "Safety", "ur": "تحفظ"}), ("graduation-cap", {"en": "Education", "ur": "تعلیم"}),
    ("heart-pulse", {"en": "Health", "ur": "صحت"}), ("landmark", {"en": "Heritage", "ur": "ورثہ"}), ("zap", {"en": "Energy", "ur": "توانائی"}),
)  # fmt: skip

TEXTS = {
    ("about", "en"): """This forum is where the people of Islamabad put forward what the city should do, argue it out, and vote; and where
the council must answer, with a decision, its reasons, and dates.

## What is different here

- **The city has a clock.** A proposal with enough support gets a responsible office and a date for the answer. What is late stands on a public list.
- **Standing is words.** If somebody is a verified engineer or speaks for an office, it says so, and what was checked. Their vote counts one, like yours.
- **Anyone can recount.** Votes are closed into a file that you can count yourself.

This is a demonstration with invented people.
""",
    ("about", "ur"): """یہ وہ جگہ ہے جہاں اسلام آباد کے لوگ بتاتے ہیں کہ شہر کیا کرے، اس پر بات کرتے ہیں اور رائے دیتے ہیں؛ اور جہاں کونسل کو جواب دینا
ہوتا ہے: فیصلہ، وجوہات اور تاریخیں۔

## یہاں کیا مختلف ہے

- **شہر وقت کا پابند ہے۔** جس تجویز کو کافی حمایت ملے، اس کے لیے ایک دفتر اور جواب کی تاریخ مقرر ہوتی ہے۔ جو دیر کرے وہ سب کے سامنے درج ہوتا ہے۔
- **حیثیت لفظوں میں لکھی ہوتی ہے۔** کوئی تصدیق شدہ انجینیئر ہو یا کسی دفتر کی طرف سے بولے تو صاف لکھا ہوتا ہے۔ ووٹ سب کا ایک ہی ہے۔
- **ہر کوئی دوبارہ گن سکتا ہے۔** ووٹ ایک فائل میں بند ہوتے ہیں جسے آپ خود گن سکتے ہیں۔

یہ ایک نمونہ ہے، اس کے لوگ فرضی ہیں۔
""",
    ("how-it-works", "en"): """1. **An idea becomes a proposal.** Anyone may write one; similar ones find each other.
2. **People talk.** Citizens and professionals in one thread, each with their standing in words.
3. **Enough support starts the clock.** The number needed stands on the page from the first day.
4. **Options are ranked in a vote.** Everybody confirmed as living in the area has one ballot.
5. **The council answers.** Yes, in part, or no, with reasons, point by point.
6. **What was promised is followed.** Milestones with dates, and what became of them.
""",
    ("how-it-works", "ur"): """1. **خیال تجویز بنتا ہے۔** کوئی بھی لکھ سکتا ہے؛ ملتی جلتی تجاویز ایک دوسرے سے مل جاتی ہیں۔
2. **لوگ بات کرتے ہیں۔** شہری اور ماہرین ایک ہی گفتگو میں، ہر ایک کی حیثیت لفظوں میں۔
3. **کافی حمایت سے وقت شروع ہوتا ہے۔** مطلوبہ تعداد پہلے دن سے صفحے پر لکھی ہوتی ہے۔
4. **تجاویز کی درجہ بندی پر ووٹ ہوتا ہے۔** جس کی رہائش کی تصدیق ہو چکی ہو اس کا ایک ووٹ۔
5. **کونسل جواب دیتی ہے۔** ہاں، جزوی طور پر، یا نہیں؛ ہر نکتے کی وجہ کے ساتھ۔
6. **وعدے پر نظر رکھی جاتی ہے۔** تاریخوں کے ساتھ مراحل، اور ان کا انجام۔
""",
    ("rules", "en"): """Argue with the idea, not the person.

- No insults, threats or hate. No private details of others.
- Say where a fact comes from when you can.
- One person, one account. Do not speak in somebody else's name.
- Say what you stand to gain, if you do.

Moderators hide what breaks these rules; they say which rule, and you can appeal once, to a different moderator.
""",
    ("rules", "ur"): """بات پر اعتراض کریں، بات کرنے والے پر نہیں۔

- گالی، دھمکی یا نفرت نہیں۔ کسی کی ذاتی معلومات نہیں۔
- جہاں ہو سکے بتائیں کہ بات کہاں سے لی ہے۔
- ایک شخص، ایک اکاؤنٹ۔ کسی اور کے نام سے نہ بولیں۔
- اگر آپ کا کوئی فائدہ وابستہ ہے تو بتا دیں۔

منتظمین ان اصولوں کے خلاف بات کو چھپا دیتے ہیں؛ وہ بتاتے ہیں کہ کون سا اصول ٹوٹا، اور آپ ایک بار کسی دوسرے منتظم سے اپیل کر سکتے ہیں۔
""",
    ("privacy", "en"): """## What we keep

Your name as you wrote it, the way you sign in, an e-mail address if you confirmed one, and what you write here. Your page is private until you open it.

## What we do not keep

No tracking, no advertising, no third-party scripts. Papers you send to confirm your district are encrypted and deleted once an officer has looked at
them. Of rolls and codes only keyed hashes remain.

## What you can do

Under *My account, my data* you can download everything that names you, and close the account. What you contributed then stays, signed "former member".
""",
    ("privacy", "ur"): """## ہم کیا رکھتے ہیں

آپ کا نام جیسا آپ نے لکھا، داخل ہونے کا طریقہ، ای میل اگر آپ نے تصدیق کی، اور جو کچھ آپ یہاں لکھتے ہیں۔ آپ کا صفحہ اس وقت تک نجی ہے جب تک آپ خود نہ کھولیں۔

## ہم کیا نہیں رکھتے

نہ نگرانی، نہ اشتہار، نہ کسی اور کے اسکرپٹ۔ علاقے کی تصدیق کے لیے بھیجے گئے کاغذات خفیہ کر کے رکھے جاتے ہیں اور افسر کے دیکھنے کے بعد مٹا دیے جاتے ہیں۔

## آپ کیا کر سکتے ہیں

*میرا اکاؤنٹ، میرا ڈیٹا* میں آپ سب کچھ ڈاؤن لوڈ کر سکتے ہیں اور اکاؤنٹ بند کر سکتے ہیں۔ آپ کا لکھا ہوا "سابق رکن" کے نام سے باقی رہتا ہے۔
""",
    ("accessibility", "en"): """The forum is made to work by keyboard, with a screen reader, at any size, without JavaScript, and in Urdu as in English. We aim for
WCAG 2.2 AA and check it with every change, by machine and by hand. Something does not work for you? Tell us under *Contact*; an officer answers.
""",
    ("accessibility", "ur"): """یہ فورم کی بورڈ سے، اسکرین ریڈر کے ساتھ، ہر سائز پر، جاوا اسکرپٹ کے بغیر، اور اردو میں انگریزی کی طرح چلنے کے لیے بنایا گیا ہے۔ کچھ ٹھیک نہ چلے
تو *رابطہ* میں بتائیں؛ ایک افسر جواب دے گا۔
""",
    ("contact", "en"): """This is a demonstration, so nobody sits behind a desk here. A city writes its address, telephone and opening hours on this page.
""",
    ("contact", "ur"): """یہ ایک نمونہ ہے، اس لیے یہاں کوئی دفتر نہیں۔ شہر اس صفحے پر اپنا پتا، فون اور اوقات لکھتا ہے۔
""",
}
