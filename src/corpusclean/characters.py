"""Character classes and tables: data, no behaviour.  Class strings go between the brackets of a pattern."""

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3007"
"""Han characters, with 〇."""

KANA = r"\u3040-\u30fa\u30fc-\u30ff\uff66-\uff9f"
"""Hiragana and katakana, without the middle dot, which Chinese text has too."""

HANGUL = r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"

LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
"""Latin letters with their accents."""

BLANKS = " \t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""Blanks within a line, one by one: they are looked up as well as put into patterns."""

CJK_MARKS = r"\u3001-\u301f\uff01-\uff0f\uff1a-\uff1f\uff3b-\uff3d\uff5b-\uff5d"
"""Marks that only CJK text has."""

WIDE = CJK_MARKS + "“”‘’…—"
"""Marks that Chinese text has, with those that it shares with others."""

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
"""Marks of footnotes, and of items."""

FULL = {",": "，", ".": "。", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
"""Half-width mark -> its full-width form (GB/T 15834-2011, 5.1: marks take the place of one character)."""

TRANSLITERATION = (
    "翰聂娃佳柴捷甫莲阿埃艾爱安昂奥巴白柏班邦保鲍贝本比彼毕别宾波伯勃博卜布采查茨达黛戴丹道得德登邓狄迪蒂丁东杜顿多俄厄恩尔法凡范菲费芬丰佛夫"
    "弗福富盖冈高戈哥格葛根古圭哈海汉杭豪赫黑亨洪胡华惠霍基吉加嘉贾坚简杰金津久喀卡凯坎康考柯科克肯库夸昆拉莱赖兰朗劳勒雷蕾黎"
    "里理利莉丽立连廉列林琳龙隆卢鲁露路伦罗洛吕马玛麦迈曼芒毛茂梅门蒙孟米密蜜缪摩莫默姆木穆拿纳娜奈南内嫩尼妮年涅宁纽农努诺欧"
    "帕派潘庞培佩彭皮平珀普契恰强乔切钦琼丘屈让热仁日荣茹儒瑞若萨塞赛桑瑟森沙莎山尚绍舍申什圣施史士舒斯丝司思松苏索塔泰坦汤唐"
    "陶特提田廷汀图托瓦万旺威韦维温文翁沃乌吾伍武西希锡悉席夏香肖谢辛欣兴休修许雪逊雅亚延扬耶叶伊因英永尤于约宰赞扎詹章珍芝朱"
    "兹卓子宗佐薇娅婷勋"
)
"""Characters that spell foreign names (after the tables of the Xinhua name dictionary, the common ones)."""

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

SIGNS = KANA + HANGUL + r"/@\\`{}\[\]=<>$&_*^|~\#"
"""What stands in fragments (addresses, code, other languages) and hardly in Chinese sentences."""

PARTS = "A-Za-z;:!\"'("
"""What stands in both, and takes a look at its neighbours."""

FACE_SIGNS = "\u00b4\u02b0-\u036f\u0414\u0434\u03c9\u0ca0\u2022\u203f\u2190-\u22ff\u2500-\u259f\u25a1-\u27bf\u30fb\ufe4f\uff3f\uff65\uff9f\uffe3"
"""What faces are made of, and sentences are not."""

UNSEEN = (
    "\x00-\x08\x0b\x0d-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffc"
    "\ufffe\uffff\U000e0000-\U000e007f"
)
"""Controls and characters nobody sees."""

OTHER_FORMS = (
    "＆＋－．／＝＠＿\u2e80-\u2fd5\uf900-\ufad9\ufb00-\ufb06\ufe10-\ufe16\ufe35-\ufe44\ufe50-\ufe5e｡｢｣､"
    "\ue5e5\ue78d-\ue796\ue7c7\ue81e-\ue864\u0300-\u036f\u1100-\u1112\u3099\u309a"
)
FORMS = "０-９Ａ-Ｚａ-ｚ％" + OTHER_FORMS
"""What has a more usual form."""

LATIN_SIGNS = "\u00b4-\u00b6\u00b8\u00ba-\u00d6\u00d8-\u00f6\u00f8-\u00fe"  # not · × ÷ ° ± ¹ ² ³: frequent in Chinese text
WRECKS = "\ufffd锟烫屯\ud800-\udfff"
"""Frequent in text decoded with the wrong table."""


def _gbk(leads: list[int], trails: range) -> str:
    return bytes(byte for lead in leads for trail in trails for byte in (lead, trail)).decode("gb18030", "ignore")


GBK_SIGNS = _gbk([0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEF], range(0x80, 0xC0))
"""The characters that GBK gives for the first two UTF-8 bytes of a Han character or a Chinese mark: 涓, 鍥, 鐨, 锛, 銆.  One
in 2,500 characters of a newspaper is one of them (琛, 浒), so each is only the place to look closer."""
GBK_NEXT = f"[{_gbk(list(range(0x81, 0xC0)), range(0x40, 0xFF))}\ue000-\uf8ff\ufffd€]"

GARBLED = LATIN_SIGNS + WRECKS + GBK_SIGNS + "\x80-\x9f"
"""One of them stands in every garbled line."""
