"""Reports of our own writing, for a reader who has none at hand."""

from typing import Final

SAMPLES: Final = {
    "ar": """\
أعلن الدفاع المدني مقتل ثلاثة أشخاص وإصابة ما لا يقل عن ١٢ في انهيار منزل بمدينة الرمانة، في حصيلة أولية.
واستقبل مستشفى الرمانة سبعة جرحى، بينهم طفلان. وأغلق الفوج 28 شارع الستين.
ونقلت وكالة النهر عن وزارة الصحة أن خمسة أشخاص ما زالوا مفقودين.""",
    "en": """\
Civil defence said three people were killed and at least 12 injured when a house collapsed in Rummana.
The town's hospital received seven wounded, among them two children. The 28th Regiment closed the road.
River Agency, citing the health ministry, said five people were still missing.""",
}
"""By language; places and sources are invented."""
