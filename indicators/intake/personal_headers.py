"""Words at the head of a column (or beside a cell) that ask for personal data, and the names of the kinds of personal data.

It judges one text at a time; which cells are looked at is decided in `personal_layout`.
"""

import re
import unicodedata
from collections.abc import Mapping

from indicators.model.words import Bilingual

KINDS: Mapping[str, Bilingual] = {
    "resident_id": Bilingual("居民身份证号", "resident identity number"),
    "mobile": Bilingual("手机号码", "mobile number"),
    "landline": Bilingual("电话号码", "telephone number"),
    "bank_card": Bilingual("银行卡号", "bank card number"),
    "passport": Bilingual("护照等证件号码", "passport or travel document number"),
    "address": Bilingual("住址", "home address"),
    "case_number": Bilingual("案件编号", "case number"),
    "dna_number": Bilingual("DNA样本编号", "DNA sample number"),
    "name": Bilingual("个人姓名", "name of a person"),
    "personal_header": Bilingual("个人信息栏目", "column of personal data"),
    "person_rows": Bilingual("逐人名单", "list of persons"),
}
"""Kind of personal data -> what it is called in a refusal."""

LONGEST_HEADER = 40
_SUFFIX = re.compile(r"[(（\[【].*$|[:：*＊\s_\-]")
_WORDS = """
姓名 名字 身份证 身份证号 身份证号码 身份证件号码 居民身份证号 居民身份证 公民身份号码 公民身份证号 证件号码 证件号 护照号 护照号码 护照
住址 家庭住址 现住址 居住地址 详细地址 家庭地址 户籍地 户籍地址 户籍所在地 户口所在地 户口地址 户籍住址 出生地 出生地址
手机 手机号 手机号码 移动电话 电话 电话号码 联系电话 联系方式 微信号 qq号 家属电话
dna编号 dna样本编号 dna号 dna样本号 dna条码 血样编号 血样号 采血编号 样本编号 检材编号
案件编号 案号 案件号 立案编号 立案号 警情编号 接警编号
出生日期 出生年月 出生年月日 生日 银行卡号 银行账号 银行帐号 账号 帐号 卡号 开户行账号
fullname victimname childname idnumber idno idcard idcardnumber identitynumber nationalid passportnumber passportno passport
homeaddress mobile mobilenumber mobilephone phonenumber phone telephone cellphone casenumber caseno caseid
dnanumber dnano dnasampleno sampleno dateofbirth birthdate birthday dob bankaccount bankcard cardnumber
"""
_WHOLE = frozenset(_WORDS.split())
_ENDS = re.compile(
    r"(?:姓名|身份证号?码?|身份证件号码|证件号码?|护照号码?|家庭住址|现住址|住址|家庭地址|户籍地址?|户籍所在地|手机号?码?|联系电话|联系方式|电话号码"
    r"|dna(?:样本)?(?:编号|号)|血样编号|案件编号|案号|立案编号|出生日期|出生年月日?|银行卡号|银行账号)"
)
_LAST = frozenset("名证号码址地机话式期月日")
"""What those endings end in: most labels do not."""

_LONGEST_WHOSE = 8
"""受害人姓名, 第一监护人联系电话: whose it is stands before it in a few characters."""


def is_personal_header(text: str) -> bool:
    """Whether a text is the name of a column of personal data, in either language, with or without a remark in brackets."""
    if len(text) > LONGEST_HEADER:
        return False
    if text.isascii() and not any(map(str.isalpha, text)):
        return False
    word = _SUFFIX.sub("", unicodedata.normalize("NFKC", text).casefold().strip())
    if word in _WHOLE:
        return True
    if word[-1:] not in _LAST:
        return False
    ending = next((found for found in _ENDS.finditer(word) if found.end() == len(word)), None)
    return ending is not None and 0 < ending.start() <= _LONGEST_WHOSE
