"""Generated news: a mix of our own sentences, one in twenty with a casualty count."""

import random

_PLAIN = (
    "عقد مجلس البلدية جلسة في مبناه القديم وناقش أعضاؤه خطة لتوسيع الطريق الشرقي.",
    "توقعت الأرصاد هطول أمطار على المرتفعات وانخفاض الحرارة خلال الأيام المقبلة.",
    "افتتح وزير الثقافة معرضا للكتاب شارك فيه ناشرون من عواصم عدة، بينهم كتاب شباب.",
    "أكد المتحدث أن المفاوضات مستمرة وأن الطرفين اتفقا على جدول جديد للقاءات.",
    "ارتفعت أسعار الخضار في الأسواق المحلية بسبب تأخر الموسم وارتفاع كلفة النقل.",
    "بحث الوزيران سبل التعاون في مجالات الزراعة والطاقة والتعليم العالي.",
    "انطلقت أعمال ترميم الجامع القديم بعد سنوات من الإهمال وسط ترحيب الأهالي.",
    "قال مدير المصنع إن الإنتاج بلغ 1,200 طن في عام 2025 بزيادة 7 في المئة.",
)
_COUNTS = (
    "أعلنت وزارة الصحة مقتل {} أشخاص وإصابة {} آخرين في انهيار مبنى.",
    "أفاد الدفاع المدني بسقوط {} جرحى، بينهم طفلان، إثر حريق في السوق.",
    "ارتفعت حصيلة الضحايا إلى {} قتيلا و{} جريحا، وفق مصدر طبي.",
)
_NUMBERS = ("ثلاثة", "خمسة", "٧", "12", "خمسة وعشرين", "مئة وعشرة", "ألف و500", "تسعة عشر")
_ONE_WITH_A_COUNT_IN = 20


def news(sentences: int) -> str:
    """Return that many sentences, a paragraph of five each line, drawn by a fixed seed."""
    draw = random.Random(2026)  # noqa: S311 - a mix, not a secret
    drawn = []
    for place in range(sentences):
        counted = place % _ONE_WITH_A_COUNT_IN == 0
        line = draw.choice(_COUNTS if counted else _PLAIN)
        drawn.append(line.format(draw.choice(_NUMBERS), draw.choice(_NUMBERS)))
    return _paragraphs(drawn)


def plain_news(sentences: int) -> str:
    """Return that many sentences without a casualty word, drawn by a fixed seed."""
    draw = random.Random(2026)  # noqa: S311 - a mix, not a secret
    return _paragraphs([draw.choice(_PLAIN) for _ in range(sentences)])


def _paragraphs(sentences: list[str]) -> str:
    fives = (sentences[at : at + 5] for at in range(0, len(sentences), 5))
    return "\n".join(" ".join(paragraph) for paragraph in fives)
