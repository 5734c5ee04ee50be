"""Places that the objects stand on, and groups of countries. Longitude, latitude in degrees."""

from .projection import LonLat

BRUSSELS: LonLat = (4.35, 50.85)
NEW_YORK: LonLat = (-73.97, 40.75)
PARIS: LonLat = (2.35, 48.86)
DAMASCUS: LonLat = (36.29, 33.51)
ADDIS_ABABA: LonLat = (38.75, 9.02)
NDJAMENA: LonLat = (15.05, 12.11)
NOUAKCHOTT: LonLat = (-15.98, 18.09)
KIMBERLEY: LonLat = (24.77, -28.74)
MOROGORO: LonLat = (37.66, -6.82)
FAYA_LARGEAU: LonLat = (19.10, 17.92)
BUKAVU: LonLat = (28.86, -2.51)

EU_CAPITALS: dict[str, LonLat] = {
    "AT": (16.37, 48.21), "BE": BRUSSELS, "BG": (23.32, 42.70), "CY": (33.36, 35.17), "CZ": (14.42, 50.09),
    "DE": (13.40, 52.52), "DK": (12.57, 55.68), "EE": (24.75, 59.44), "ES": (-3.70, 40.42), "FI": (24.94, 60.17),
    "FR": PARIS, "GR": (23.73, 37.98), "HR": (15.98, 45.81), "HU": (19.04, 47.50), "IE": (-6.26, 53.35),
    "IT": (12.50, 41.90), "LT": (25.28, 54.69), "LU": (6.13, 49.61), "LV": (24.11, 56.95), "MT": (14.51, 35.90),
    "NL": (4.90, 52.37), "PL": (21.01, 52.23), "PT": (-9.14, 38.72), "RO": (26.10, 44.43), "SE": (18.07, 59.33),
    "SI": (14.51, 46.06), "SK": (17.11, 48.15),
}  # fmt: skip

# The thirty members of 2021, the year of the article.
NATO_CAPITALS: dict[str, LonLat] = {
    code: EU_CAPITALS[code] for code in EU_CAPITALS if code not in ("AT", "CY", "FI", "IE", "MT", "SE")
} | {
    "AL": (19.82, 41.33), "CA": (-75.70, 45.42), "GB": (-0.13, 51.51), "IS": (-21.90, 64.15), "ME": (19.26, 42.44),
    "MK": (21.43, 42.00), "NO": (10.75, 59.91), "TR": (32.86, 39.93), "US": (-77.04, 38.91),
}  # fmt: skip

_AFRICAN_UNION = (
    "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG "
    "RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW"
)
AFRICAN_UNION: tuple[str, ...] = tuple(_AFRICAN_UNION.split())
