"""One spelling for names that are written in several: traditional, rare and full-width signs, marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

# Traditional and variant characters of names beside the ones that an office types instead; only such pairs
# as stand for one another on papers (沈/瀋 or 后/後 are names of their own).
_PAIRS: Final = """
張张 陳陈 劉刘 趙赵 黃黄 吳吴 孫孙 馬马 羅罗 鄭郑 謝谢 韓韩 馮冯 蕭萧 肖萧 許许 鄧邓 呂吕 蘇苏 盧卢
蔣蒋 賈贾 葉叶 閻阎 閆阎 闫阎 鐘钟 鍾钟 锺钟 譚谭 鄒邹 陸陆 龍龙 萬万 錢钱 湯汤 賀贺 賴赖 龔龚 嚴严
華华 顧顾 駱骆 畢毕 聶聂 鄔邬 寧宁 齊齐 莊庄 項项 單单 應应 費费 紀纪 龐庞 樂乐 歐欧 陽阳 強强 彊强
國国 圀国 偉伟 軍军 傑杰 濤涛 鵬鹏 飛飞 麗丽 豔艳 艷艳 蘭兰 鳳凤 紅红 愛爱 靜静 潔洁 瑩莹 瓊琼 玨珏
珎珍 鑾銮 銘铭 鋒锋 鋼钢 鐵铁 鎮镇 鈺钰 錦锦 鑑鉴 鑒鉴 鈞钧 銳锐 興兴 義义 禮礼 學学 習习 書书 東东
車车 輝辉 煇辉 暉晖 曉晓 曄晔 昇升 陞升 昜阳 晧皓 皜皓 煒炜 燁烨 爍烁 燦灿 煥焕 榮荣 棟栋 樹树 樺桦
橋桥 檢检 楊杨 楓枫 槳桨 業业 嵐岚 島岛 嶽岳 峯峰 崑昆 崙仑 崗岗 鄉乡 邨村 縣县 灣湾 濱滨 瀾澜 淵渊
滙汇 匯汇 湧涌 沖冲 決决 況况 淨净 溫温 澤泽 洩泄 潤润 濟济 瀟潇 壽寿 聖圣 堅坚 塵尘 堃坤 坵丘 喆哲
嚞哲 犇奔 甦苏 穌稣 慶庆 廣广 彥彦 後后 從从 徑径 復复 徳德 悳德 憲宪 懷怀 戰战 戲戏 揚扬 擇择 攝摄
數数 時时 曇昙 會会 朮术 條条 棲栖 標标 權权 歡欢 歲岁 歸归 氣气 漢汉 營营 爾尔 犧牺 獻献 現现 環环
當当 盡尽 叡睿 礎础 祐佑 祿禄 禎祯 種种 積积 穎颖 頴颖 競竞 筆笔 節节 簡简 約约 純纯 紋纹 紹绍 綠绿
維维 緒绪 緯纬 練练 縉缙 績绩 繼继 續续 纓缨 羣群 聞闻 聯联 聰聪 聲声 職职 肅肃 臨临 與与 舉举 艶艳
蓮莲 蔭荫 薑姜 薦荐 藝艺 蘊蕴 號号 蝦虾 術术 衛卫 衞卫 裏里 裡里 製制 見见 觀观 詠咏 詩诗 誠诚 語语
誼谊 諾诺 謙谦 講讲 譽誉 讚赞 贊赞 豐丰 賓宾 賢贤 質质 贇赟 跡迹 躍跃 軒轩 輪轮 轉转 進进 運运 達达
遠远 適适 選选 鄰邻 鉉铉 銀银 鏡镜 長长 門门 開开 閏闰 閔闵 關关 陰阴 隨随 雙双 雲云 電电 霽霁 靈灵
韋韦 韻韵 頌颂 順顺 頤颐 頻频 願愿 顯显 風风 養养 駿骏 驊骅 驍骁 驕骄 鬆松 魯鲁 鮑鲍 鮮鲜 鳴鸣 鴻鸿
鶴鹤 鷹鹰 麥麦 點点 齡龄 龜龟 兒儿 児儿 倉仓 個个 倫伦 備备 傳传 優优 億亿 侖仑 俠侠 來来 兩两 內内
冊册 凱凯 創创 別别 動动 務务 勝胜 勞劳 勛勋 勳勋 區区 協协 卻却 參参 員员 問问 啟启 啓启 喬乔 嘯啸
園园 圓圆 圖图 團团 執执 報报 場场 塗涂 墾垦 壯壮 夢梦 奮奋 婭娅 嬌娇 嬋婵 嫻娴 媧娲 孃娘 孌娈 實实
寶宝 寳宝 將将 專专 尋寻 對对 導导 屆届 層层 幹干 幾几 庫库 廈厦 彙汇 徵征 憶忆 懇恳 斕斓 涼凉 淩凌
湞浈 滄沧 漣涟 潁颍 澐沄 灝灏 烏乌 無无 煉炼 熾炽 爲为 為为 牀床 狀状 瑋玮 瑤瑶 瑪玛 璉琏 璣玑 璿璇
琁璇 畝亩 畫画 異异 皚皑 監监 盤盘 確确 碩硕 礪砺 禦御 稱称 窮穷 竪竖 範范 築筑 篤笃 簫箫 級级 紜纭
絢绚 絲丝 綱纲 綺绮 綵彩 緣缘 縱纵 縵缦 總总 繡绣 罷罢 翹翘 脈脉 膽胆 臺台 舊旧 艦舰 莖茎 萊莱 葦苇
蒼苍 蔔卜 蕓芸 薔蔷 藍蓝 藹蔼 蘋苹 蘆芦 蘿萝
"""
_VARIANTS: Final = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
_MARKS: Final = re.compile(r"[\s·・•‧∙⋅●｡。．.･ㆍ᛫'’`\-\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_BRACKETED: Final = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_NUMERALS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_TENS: Final = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")
_ADDRESS_MARKS: Final = re.compile(r"[\s,，、.。;；:：#＃()（）]+")
_BLOCK: Final = re.compile(r"(?<=\d)(?:幢|栋|座|号楼|号)(?=\d|$|[单室])")
_DOOR: Final = re.compile(r"(?<=\d)(?:室|房|户)$")
# What a place is called before the street is reached: one office writes it, another does not.
_BEFORE_STREET: Final = re.compile(r"^(?:浙江省)?(?:杭州市)?(?:[^市区县]{2,4}(?:区|县|市))?")
_KINDS: Final = ("股份有限公司", "有限责任公司", "有限公司", "集团公司", "总公司", "分公司", "公司")


@lru_cache(maxsize=50_000)
def plain_name(name: str) -> str:
    """Return a person's name in one spelling: 張・偉（大） and ｚｈａｎｇ are 张伟 and ZHANG."""
    text = unicodedata.normalize("NFKC", _BRACKETED.sub("", name)).translate(_VARIANTS)
    return _MARKS.sub("", text).upper()


def name_parts(name: str) -> tuple[str, ...]:
    """Return the parts of a name that is written with dots: 艾力·吐尔逊."""
    text = unicodedata.normalize("NFKC", name).translate(_VARIANTS).upper()
    return tuple(part for part in re.split(r"[·・•‧∙⋅●｡。．.･ㆍ᛫\s]+", text) if part)


def plain_address(address: str) -> str:
    """Return an address in one spelling: its numbers as digits, its blocks as strokes, without the city."""
    text = unicodedata.normalize("NFKC", address).translate(_VARIANTS)
    text = _TENS.sub(_ten, text).translate(_NUMERALS)
    text = _ADDRESS_MARKS.sub("", text)
    text = re.sub(r"单元", "-", _BLOCK.sub("-", text))
    text = _BEFORE_STREET.sub("", _DOOR.sub("", text))
    return re.sub(r"[-—–_]+", "-", text).strip("-")


def plain_employer(name: str) -> str:
    """Return an employer's name in one spelling: brackets, 有限责任公司 and the city before it go away."""
    text = unicodedata.normalize("NFKC", name).translate(_VARIANTS)
    return re.sub(r"[\s()·,，.。\-]+", "", text).replace("有限责任公司", "有限公司").upper()


def employer_core(name: str, places: Iterable[str] = ()) -> str:
    """Return an employer's name without the place (浙江, 杭州 …) and the kind of company: 明辉电子."""
    text = plain_employer(name)
    kind = next((kind for kind in _KINDS if text.endswith(kind) and len(text) > len(kind) + 1), "")
    text = text.removesuffix(kind)
    for place in places:
        for written in (f"{place}省", f"{place}市", f"{place}区", f"{place}县", place):
            shorter = text.removeprefix(written) if text.startswith(written) else text.removesuffix(written)
            if len(shorter) > 1 and shorter != text:
                text = shorter
                break
    return text


def _ten(match: re.Match[str]) -> str:
    """十 is 10, 十二 is 12, 三十 is 30, 二十一 is 21."""
    tens, ones = match[1] or "一", match[2] or "〇"
    return (tens + ones).translate(_NUMERALS)
