/** A country as the permissions describe it. */
export interface Country {
  isoCode: string;
  name: string;
  continent: string;
  countryDialingCodes: readonly string[];
}

/**
 * ISO 3166-1, and the regions of numbers that it has not (AC, TA, XK): code, continent, dialing codes separated by
 * commas, name.
 */
const ROWS = `
AC|Africa|+247|Ascension Island
AD|Europe|+376|Andorra
AE|Asia|+971|United Arab Emirates
AF|Asia|+93|Afghanistan
AG|North America|+1268|Antigua & Barbuda
AI|North America|+1264|Anguilla
AL|Europe|+355|Albania
AM|Asia|+374|Armenia
AO|Africa|+244|Angola
AQ|Antarctica|+672|Antarctica
AR|South America|+54|Argentina
AS|Oceania|+1684|American Samoa
AT|Europe|+43|Austria
AU|Oceania|+61|Australia
AW|North America|+297|Aruba
AX|Europe|+358|Åland Islands
AZ|Asia|+994|Azerbaijan
BA|Europe|+387|Bosnia & Herzegovina
BB|North America|+1246|Barbados
BD|Asia|+880|Bangladesh
BE|Europe|+32|Belgium
BF|Africa|+226|Burkina Faso
BG|Europe|+359|Bulgaria
BH|Asia|+973|Bahrain
BI|Africa|+257|Burundi
BJ|Africa|+229|Benin
BL|North America|+590|St. Barthélemy
BM|North America|+1441|Bermuda
BN|Asia|+673|Brunei
BO|South America|+591|Bolivia
BQ|North America|+599|Caribbean Netherlands
BR|South America|+55|Brazil
BS|North America|+1242|Bahamas
BT|Asia|+975|Bhutan
BV|Antarctica|+47|Bouvet Island
BW|Africa|+267|Botswana
BY|Europe|+375|Belarus
BZ|North America|+501|Belize
CA|North America|+1|Canada
CC|Asia|+61|Cocos (Keeling) Islands
CD|Africa|+243|Congo, Democratic Republic
CF|Africa|+236|Central African Republic
CG|Africa|+242|Congo
CH|Europe|+41|Switzerland
CI|Africa|+225|Côte d'Ivoire
CK|Oceania|+682|Cook Islands
CL|South America|+56|Chile
CM|Africa|+237|Cameroon
CN|Asia|+86|China
CO|South America|+57|Colombia
CR|North America|+506|Costa Rica
CU|North America|+53|Cuba
CV|Africa|+238|Cape Verde
CW|North America|+599|Curaçao
CX|Asia|+61|Christmas Island
CY|Europe|+357|Cyprus
CZ|Europe|+420|Czechia
DE|Europe|+49|Germany
DJ|Africa|+253|Djibouti
DK|Europe|+45|Denmark
DM|North America|+1767|Dominica
DO|North America|+1809,+1829,+1849|Dominican Republic
DZ|Africa|+213|Algeria
EC|South America|+593|Ecuador
EE|Europe|+372|Estonia
EG|Africa|+20|Egypt
EH|Africa|+212|Western Sahara
ER|Africa|+291|Eritrea
ES|Europe|+34|Spain
ET|Africa|+251|Ethiopia
FI|Europe|+358|Finland
FJ|Oceania|+679|Fiji
FK|South America|+500|Falkland Islands
FM|Oceania|+691|Micronesia
FO|Europe|+298|Faroe Islands
FR|Europe|+33|France
GA|Africa|+241|Gabon
GB|Europe|+44|United Kingdom
GD|North America|+1473|Grenada
GE|Asia|+995|Georgia
GF|South America|+594|French Guiana
GG|Europe|+44|Guernsey
GH|Africa|+233|Ghana
GI|Europe|+350|Gibraltar
GL|North America|+299|Greenland
GM|Africa|+220|Gambia
GN|Africa|+224|Guinea
GP|North America|+590|Guadeloupe
GQ|Africa|+240|Equatorial Guinea
GR|Europe|+30|Greece
GS|Antarctica|+500|South Georgia & South Sandwich Islands
GT|North America|+502|Guatemala
GU|Oceania|+1671|Guam
GW|Africa|+245|Guinea-Bissau
GY|South America|+592|Guyana
HK|Asia|+852|Hong Kong
HM|Antarctica|+672|Heard & McDonald Islands
HN|North America|+504|Honduras
HR|Europe|+385|Croatia
HT|North America|+509|Haiti
HU|Europe|+36|Hungary
ID|Asia|+62|Indonesia
IE|Europe|+353|Ireland
IL|Asia|+972|Israel
IM|Europe|+44|Isle of Man
IN|Asia|+91|India
IO|Asia|+246|British Indian Ocean Territory
IQ|Asia|+964|Iraq
IR|Asia|+98|Iran
IS|Europe|+354|Iceland
IT|Europe|+39|Italy
JE|Europe|+44|Jersey
JM|North America|+1876,+1658|Jamaica
JO|Asia|+962|Jordan
JP|Asia|+81|Japan
KE|Africa|+254|Kenya
KG|Asia|+996|Kyrgyzstan
KH|Asia|+855|Cambodia
KI|Oceania|+686|Kiribati
KM|Africa|+269|Comoros
KN|North America|+1869|St. Kitts & Nevis
KP|Asia|+850|North Korea
KR|Asia|+82|South Korea
KW|Asia|+965|Kuwait
KY|North America|+1345|Cayman Islands
KZ|Asia|+7|Kazakhstan
LA|Asia|+856|Laos
LB|Asia|+961|Lebanon
LC|North America|+1758|St. Lucia
LI|Europe|+423|Liechtenstein
LK|Asia|+94|Sri Lanka
LR|Africa|+231|Liberia
LS|Africa|+266|Lesotho
LT|Europe|+370|Lithuania
LU|Europe|+352|Luxembourg
LV|Europe|+371|Latvia
LY|Africa|+218|Libya
MA|Africa|+212|Morocco
MC|Europe|+377|Monaco
MD|Europe|+373|Moldova
ME|Europe|+382|Montenegro
MF|North America|+590|St. Martin
MG|Africa|+261|Madagascar
MH|Oceania|+692|Marshall Islands
MK|Europe|+389|North Macedonia
ML|Africa|+223|Mali
MM|Asia|+95|Myanmar
MN|Asia|+976|Mongolia
MO|Asia|+853|Macao
MP|Oceania|+1670|Northern Mariana Islands
MQ|North America|+596|Martinique
MR|Africa|+222|Mauritania
MS|North America|+1664|Montserrat
MT|Europe|+356|Malta
MU|Africa|+230|Mauritius
MV|Asia|+960|Maldives
MW|Africa|+265|Malawi
MX|North America|+52|Mexico
MY|Asia|+60|Malaysia
MZ|Africa|+258|Mozambique
NA|Africa|+264|Namibia
NC|Oceania|+687|New Caledonia
NE|Africa|+227|Niger
NF|Oceania|+672|Norfolk Island
NG|Africa|+234|Nigeria
NI|North America|+505|Nicaragua
NL|Europe|+31|Netherlands
NO|Europe|+47|Norway
NP|Asia|+977|Nepal
NR|Oceania|+674|Nauru
NU|Oceania|+683|Niue
NZ|Oceania|+64|New Zealand
OM|Asia|+968|Oman
PA|North America|+507|Panama
PE|South America|+51|Peru
PF|Oceania|+689|French Polynesia
PG|Oceania|+675|Papua New Guinea
PH|Asia|+63|Philippines
PK|Asia|+92|Pakistan
PL|Europe|+48|Poland
PM|North America|+508|St. Pierre & Miquelon
PN|Oceania|+64|Pitcairn Islands
PR|North America|+1787,+1939|Puerto Rico
PS|Asia|+970|Palestine
PT|Europe|+351|Portugal
PW|Oceania|+680|Palau
PY|South America|+595|Paraguay
QA|Asia|+974|Qatar
RE|Africa|+262|Réunion
RO|Europe|+40|Romania
RS|Europe|+381|Serbia
RU|Europe|+7|Russia
RW|Africa|+250|Rwanda
SA|Asia|+966|Saudi Arabia
SB|Oceania|+677|Solomon Islands
SC|Africa|+248|Seychelles
SD|Africa|+249|Sudan
SE|Europe|+46|Sweden
SG|Asia|+65|Singapore
SH|Africa|+290|St. Helena
SI|Europe|+386|Slovenia
SJ|Europe|+47|Svalbard & Jan Mayen
SK|Europe|+421|Slovakia
SL|Africa|+232|Sierra Leone
SM|Europe|+378|San Marino
SN|Africa|+221|Senegal
SO|Africa|+252|Somalia
SR|South America|+597|Suriname
SS|Africa|+211|South Sudan
ST|Africa|+239|São Tomé & Príncipe
SV|North America|+503|El Salvador
SX|North America|+1721|Sint Maarten
SY|Asia|+963|Syria
SZ|Africa|+268|Eswatini
TA|Africa|+290|Tristan da Cunha
TC|North America|+1649|Turks & Caicos Islands
TD|Africa|+235|Chad
TF|Antarctica|+262|French Southern Territories
TG|Africa|+228|Togo
TH|Asia|+66|Thailand
TJ|Asia|+992|Tajikistan
TK|Oceania|+690|Tokelau
TL|Asia|+670|Timor-Leste
TM|Asia|+993|Turkmenistan
TN|Africa|+216|Tunisia
TO|Oceania|+676|Tonga
TR|Asia|+90|Türkiye
TT|North America|+1868|Trinidad & Tobago
TV|Oceania|+688|Tuvalu
TW|Asia|+886|Taiwan
TZ|Africa|+255|Tanzania
UA|Europe|+380|Ukraine
UG|Africa|+256|Uganda
UM|Oceania|+1|U.S. Outlying Islands
US|North America|+1|United States/Canada
UY|South America|+598|Uruguay
UZ|Asia|+998|Uzbekistan
VA|Europe|+39|Vatican City
VC|North America|+1784|St. Vincent & Grenadines
VE|South America|+58|Venezuela
VG|North America|+1284|British Virgin Islands
VI|North America|+1340|U.S. Virgin Islands
VN|Asia|+84|Vietnam
VU|Oceania|+678|Vanuatu
WF|Oceania|+681|Wallis & Futuna
WS|Oceania|+685|Samoa
XK|Europe|+383|Kosovo
YE|Asia|+967|Yemen
YT|Africa|+262|Mayotte
ZA|Africa|+27|South Africa
ZM|Africa|+260|Zambia
ZW|Africa|+263|Zimbabwe
`;

/** All countries by their code, in the order of the codes. */
export const COUNTRIES: ReadonlyMap<string, Country> = new Map(
  ROWS.trim()
    .split("\n")
    .map((row): [string, Country] => {
      const [isoCode = "", continent = "", dialingCodes = "", name = ""] = row.split("|");
      return [isoCode, { isoCode, name, continent, countryDialingCodes: dialingCodes.split(",") }];
    }),
);

/** Whose number it is where several countries share a dialing code. */
const MAIN_COUNTRIES = "US RU IT GB NO AU NZ MA FI RE GP CW FK NF SH".split(" ");

/** The country of each dialing code, the longest codes first. */
const DIALING_CODES = [
  ...new Map([
    ...[...COUNTRIES.values()].flatMap(codesOf),
    ...MAIN_COUNTRIES.flatMap((isoCode) => COUNTRIES.get(isoCode) ?? []).flatMap(codesOf),
  ]),
].sort(([a], [b]) => b.length - a.length);

/** The country of a number in E.164 format, or "" if no country has its dialing code. */
export function countryOfNumber(phoneNumber: string): string {
  return DIALING_CODES.find(([code]) => phoneNumber.startsWith(code))?.[1] ?? "";
}

function codesOf({ isoCode, countryDialingCodes }: Country): [code: string, isoCode: string][] {
  return countryDialingCodes.map((code) => [code, isoCode]);
}
