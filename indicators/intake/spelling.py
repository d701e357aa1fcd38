"""One spelling for every way to write the same name: width, case, spaces, punctuation, traditional characters. It knows no names."""

import re
import unicodedata

_NOISE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad()（）\[\]【】〔〕<>《》:：,，、.。·•‧*#'\"’‘“”\-‐–—_/\\|]")
_MARKS = re.compile(r"[\u0300-\u036f]")
_TRADITIONAL = str.maketrans(
    "東廣寧龍遼蘇贛陝甘肅雲貴慶壯爾維區團產設蒙內兒婦縣鄉數報單項總計實檢線機構學員達標應處辦結獲濟務業關廳級歸訪領館衛療醫經"
    "驗過戶條發佈時間門場費錄協會議題執監錢萬億個無備註說狀態據稱號類別間隊屬類養類縣並與將滬晉魯閩瓊粵黔陝隴藏黑吳疆長證點積現"
    "偵破買賣審訴書網絡聯絡國齊續",
    "东广宁龙辽苏赣陕甘肃云贵庆壮尔维区团产设蒙内儿妇县乡数报单项总计实检线机构学员达标应处办结获济务业关厅级归访领馆卫疗医经"
    "验过户条发布时间门场费录协会议题执监钱万亿个无备注说状态据称号类别间队属类养类县并与将沪晋鲁闽琼粤黔陕陇藏黑吴疆长证点积现"
    "侦破买卖审诉书网络联络国齐续",
)


def plain_text(text: str) -> str:
    """The text with one width, one case and simplified characters; spaces and punctuation stay."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).translate(_TRADITIONAL).casefold()


def normal_name(text: str) -> str:
    """A name without width, case, spaces and punctuation, in simplified characters."""
    plain = plain_text(text)
    return plain if plain.isalnum() else _NOISE.sub("", plain)


def toneless(text: str) -> str:
    """Latin letters without tone marks: guǎngdōng -> guangdong."""
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))
