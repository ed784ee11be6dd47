import { once } from '../../once.ts'

/** The scripts that `\p{…}` of RE2 2024-07-02 knows (Unicode 15). */
const re2Scripts = `
  Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki
  Bopomofo Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee
  Chorasmian Common Coptic Cuneiform Cypriot Cypro_Minoan Cyrillic Deseret Devanagari Dives_Akuru Dogra
  Duployan Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Georgian Glagolitic Gothic Grantha Greek Gujarati
  Gunjala_Gondi Gurmukhi Han Hangul Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic
  Inherited Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kawi Kayah_Li
  Kharoshthi Khitan_Small_Script Khmer Khojki Khudawadi Lao Latin Lepcha Limbu Linear_A Linear_B Lisu Lycian
  Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Masaram_Gondi Medefaidrin Meetei_Mayek
  Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani Myanmar Nabataean
  Nag_Mundari Nandinagari New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong Ogham Ol_Chiki Old_Hungarian
  Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic Old_Uyghur
  Oriya Osage Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Rejang Runic
  Samaritan Saurashtra Sharada Shavian Siddham SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese
  Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangsa Tangut Telugu Thaana Thai
  Tibetan Tifinagh Tirhuta Toto Ugaritic Vai Vithkuqi Wancho Warang_Citi Yezidi Yi Zanabazar_Square
`

/** General categories in RE2, by short name; `Any` is its own. */
const re2Categories = `
  Any
  C Cc Cf Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs
`

/** Scripts by their ISO 15924 code, and those of Unicode 16 and 17. */
const otherScripts = `
  Adlm Aghb Ahom Arab Armi Armn Avst Bali Bamu Bass Batk Beng Berf Bhks Bopo Brah Brai Bugi Buhd Cakm Cans
  Cari Cham Cher Chrs Copt Cpmn Cprt Cyrl Deva Diak Dogr Dsrt Dupl Egyp Elba Elym Ethi Gara Geor Glag Gong
  Gonm Goth Gran Grek Gujr Gukh Guru Hang Hani Hano Hatr Hebr Hira Hluw Hmng Hmnp Hung Ital Java Kali Kana
  Kawi Khar Khmr Khoj Kits Knda Krai Kthi Lana Laoo Latn Lepc Lina Linb Limb Lisu Lyci Lydi Mahj Maka Mand
  Mani Marc Medf Mend Merc Mero Mlym Mong Mroo Mtei Mult Mymr Nagm Nand Narb Nbat Newa Nkoo Nshu Ogam Olck
  Onao Orkh Orya Osge Osma Ougr Palm Pauc Perm Phag Phli Phlp Phnx Plrd Prti Qaac Qaai Rjng Rohg Runr Samr
  Sarb Saur Sgnw Shaw Shrd Sidd Sidt Sind Sinh Sogd Sogo Sora Soyo Sund Sunu Sylo Syrc Tagb Takr Tale Talu
  Taml Tang Tavt Tayo Telu Tfng Tglg Thaa Tibt Tirh Tnsa Todr Tols Tutg Ugar Vaii Vith Wara Wcho Xpeo Xsux
  Yezi Yiii Zanb Zinh Zyyy Zzzz Garay Gurung_Khema Kirat_Rai Ol_Onal Sunuwar Todhri Tulu_Tigalari Sidetic
  Tolong_Siki Beria_Erfe Tai_Yo Unknown
`

/** Long and extra names of categories: Unicode PropertyValueAliases, PCRE, Java. */
const otherCategories = `
  Other Control cntrl Format Unassigned Private_Use Surrogate Letter Cased_Letter Lowercase_Letter
  Modifier_Letter Other_Letter Titlecase_Letter Uppercase_Letter Mark Combining_Mark Spacing_Mark
  Enclosing_Mark Nonspacing_Mark Number Decimal_Number digit Letter_Number Other_Number Punctuation punct
  Connector_Punctuation Dash_Punctuation Close_Punctuation Final_Punctuation Initial_Punctuation
  Other_Punctuation Open_Punctuation Symbol Currency_Symbol Modifier_Symbol Math_Symbol Other_Symbol
  Separator Line_Separator Paragraph_Separator Space_Separator Cn LC L& LD
`

/** Binary properties, POSIX classes by `\p`, and what PCRE and Java add: Unicode PropertyAliases. */
const otherProperties = `
  ASCII ASCII_Hex_Digit AHex Alphabetic Alpha Assigned Bidi_Control Bidi_C Bidi_Mirrored Bidi_M
  Case_Ignorable CI Cased Changes_When_Casefolded CWCF Changes_When_Casemapped CWCM Changes_When_Lowercased
  CWL Changes_When_NFKC_Casefolded CWKCF Changes_When_Titlecased CWT Changes_When_Uppercased CWU Dash
  Default_Ignorable_Code_Point DI Deprecated Dep Diacritic Dia Emoji Emoji_Component EComp Emoji_Modifier
  EMod Emoji_Modifier_Base EBase Emoji_Presentation EPres Extended_Pictographic ExtPict Extender Ext
  Grapheme_Base Gr_Base Grapheme_Extend Gr_Ext Grapheme_Link Hex_Digit Hex Hyphen IDS_Binary_Operator IDSB
  IDS_Trinary_Operator IDST IDS_Unary_Operator IDSU ID_Compat_Math_Start ID_Compat_Math_Continue ID_Continue
  IDC ID_Start IDS Ideographic Ideo Join_Control Join_C Logical_Order_Exception LOE Lowercase Lower Math
  Modifier_Combining_Mark MCM Noncharacter_Code_Point NChar Pattern_Syntax Pat_Syn Pattern_White_Space
  Pat_WS Prepended_Concatenation_Mark PCM Quotation_Mark QMark Radical Regional_Indicator RI
  Sentence_Terminal STerm Soft_Dotted SD Terminal_Punctuation Term Unified_Ideograph UIdeo Uppercase Upper
  Variation_Selector VS White_Space space XID_Continue XIDC XID_Start XIDS alnum blank graph print word
  xdigit XPosixAlpha XPosixDigit XPosixPunct XPosixSpace XPosixUpper XPosixLower XPosixWord XPosixAlnum
  XPosixXDigit Xan Xps Xsp Xwd Xuc Basic_Emoji Emoji_Keycap_Sequence RGI_Emoji_Modifier_Sequence
  RGI_Emoji_Flag_Sequence RGI_Emoji_Tag_Sequence RGI_Emoji_ZWJ_Sequence RGI_Emoji Titlecase Control Letter
  Digit Punctuation L1
`

const words = (text: string): string[] => text.trim().split(/\s+/)

/** UAX44-LM3, which PCRE, Ruby and Perl follow: case, blanks, underscores and hyphens do not count. */
const loose = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '')

/** Made when a pattern first names a property, which few do. */
const re2Groups = once((): ReadonlySet<string> => new Set([...words(re2Scripts), ...words(re2Categories)]))

const scripts = once(
  (): ReadonlySet<string> => new Set([...words(re2Scripts), ...words(otherScripts)].map(loose)),
)
const categories = once(
  (): ReadonlySet<string> => new Set([...words(re2Categories), ...words(otherCategories)].map(loose)),
)
const properties = once((): ReadonlySet<string> => new Set(words(otherProperties).map(loose)))

/** Whether RE2 knows `name` in `\p{name}`: short category names and script names, letter by letter. */
export function isRe2Group(name: string): boolean {
  return re2Groups().has(name)
}

/**
 * Whether PCRE, Java, .NET, JavaScript or Ruby knows `name` in `\p{name}`. Blocks (`InGreek`, `IsBasicLatin`)
 * and Java's own methods (`javaLowerCase`) are known by their form alone.
 */
export function isKnownProperty(name: string): boolean {
  const [, key, value] = /^\s*([A-Za-z_ ]+?)\s*[=:]\s*\^?(.*)$/s.exec(name) ?? []
  if (key !== undefined && value !== undefined) return isKnownValue(loose(key), loose(value))
  const plain = loose(name)
  if (scripts().has(plain) || categories().has(plain) || properties().has(plain)) return true
  if (/^(?:In|Is|java)[A-Z][A-Za-z0-9_-]*$/.test(name)) return true
  return /^is/.test(plain) && isKnownProperty(plain.slice(2))
}

function isKnownValue(key: string, value: string): boolean {
  if (['script', 'sc', 'scriptextensions', 'scx'].includes(key)) return scripts().has(value)
  if (['generalcategory', 'gc'].includes(key)) return categories().has(value)
  if (['block', 'blk', 'bidiclass', 'bc'].includes(key)) return /^[a-z0-9]+$/.test(value)
  return properties().has(key) && ['yes', 'y', 'true', 't', 'no', 'n', 'false', 'f'].includes(value)
}
