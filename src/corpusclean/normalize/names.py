"""Names of two characters set wide, so that they are as long as names of three: 方 喆, 刘 坤."""

from __future__ import annotations

import re

from corpusclean.characters import BLANKS, HAN
from corpusclean.patterns import lazy_pattern

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄"
    "聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶"
    "解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑"
    "郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴"
    "盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕"
    "危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
"""Surnames of one character, the 500 most frequent."""

_IS_SURNAME = frozenset(SURNAMES)
_OPENS = lazy_pattern(rf"(?:^|[^{HAN}]|记者|讯员|论员|编辑|作者|摄影|责编|校对|翻译|导演|主任|主编|策划|统筹)$", re.MULTILINE)
_GIVEN = lazy_pattern(rf"[{HAN}](?=摄影报道|摄影|摄|文并摄|图/?文|文|图|报道|[/／、，,。；;）)|]|[{BLANKS}]|$)", re.MULTILINE)
_CREDIT = lazy_pattern(
    r"记者|通讯员|特派员|评论员|观察员|作者|编辑|责编|主编|校对|摄影|美编|供图|撰文|制图|编译|策划|统筹|摄$|摄[）)]|[/／]摄"
)
_LIST = lazy_pattern(rf"(?<![{HAN}])[{SURNAMES}][{BLANKS}]{{1,4}}[{HAN}](?:、|$)", re.MULTILINE)


def is_in_name(text: str, start: int, end: int, line_start: int, line_end: int) -> bool:
    """Whether the blanks [start, end) stand within a name set wide: after 记者 and the like, or in a list of names.

    新华社记者 方 喆摄 has one; 本报记者 张伟 李娜 has none.
    """
    if (
        text[start - 1] not in _IS_SURNAME
        or not _GIVEN.match(text, end)
        or not _OPENS.search(text[max(start - 5, line_start) : start - 1])
    ):
        return False
    return bool(_CREDIT.search(text, line_start, line_end)) or len(_LIST.findall(text, line_start, line_end)) > 1
