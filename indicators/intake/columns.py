"""What stands above each column of an entry sheet: the labels that the template writes and by which the reader finds the column again."""

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.fields import FIELD_LABELS, Field, field_label
from indicators.model.observation import TOTAL
from indicators.model.words import Bilingual

CODE_LABEL = Bilingual("代码", "Code")
REGION_LABEL = Bilingual("地区", "Region")
INDICATOR_LABEL = Bilingual("指标", "Indicator")
TOTAL_LABEL = Bilingual("合计", "Total")
PERIOD_LABEL = Bilingual("期间", "Period")
NATIONAL_LABELS: tuple[Bilingual, ...] = (
    Bilingual("分子或数值", "Numerator or value"),
    Bilingual("分母或样本量", "Denominator or n"),
    FIELD_LABELS[Field.SE],
    FIELD_LABELS[Field.STATUS],
    FIELD_LABELS[Field.NOTE],
)
NATIONAL_FIRST_COLUMN = 4


def column_label(catalogue: Catalogue, indicator: str, breakdown: str, name: Field) -> Bilingual:
    """The label of one column of an indicator or series."""
    found = catalogue.indicators.get(indicator)
    if found is not None:
        return field_label(name, found.kind)
    if name is not Field.VALUE:
        return FIELD_LABELS[name]
    if breakdown == TOTAL:
        return TOTAL_LABEL
    part = catalogue.breakdowns.get(breakdown, Bilingual(breakdown, breakdown))
    return Bilingual(f"其中：{part.zh}", f"of which: {part.en}")
