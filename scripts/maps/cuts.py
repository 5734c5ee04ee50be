"""Outlines of the cuts, drawn by hand in degrees (longitude, latitude), each ring closed by its first point.

A cut only takes what the source gives to the wrong side, so the outlines may run freely through sea and through land
of third countries; exact are the stretches that become a border, and these are named.
"""

Ring = tuple[tuple[float, float], ...]

# Exact: none, Crimea joins the mainland at Perekop and the Syvash. The eastern side runs through the Kerch Strait.
CRIMEA: Ring = (
    (32.2, 46.0),
    (33.3, 46.3),
    (34.2, 46.3),
    (34.9, 46.3),
    (35.5, 45.9),
    (36.2, 45.7),
    (36.72, 45.48),
    (36.64, 45.33),
    (36.52, 45.20),
    (36.50, 45.00),
    (36.40, 44.60),
    (34.0, 44.1),
    (32.2, 44.8),
)

# Exact: the northern side, 27° 40 min N from the Atlantic to 8° 40 min W. All other borders are those of the source.
WESTERN_SAHARA: Ring = (
    (-18.0, 27.6667),
    (-8.6667, 27.6667),
    (-8.0, 26.0),
    (-8.0, 20.5),
    (-18.0, 20.5),
)

# Exact: the western side, from Hermon down the Banias and the Jordan, along the lake's eastern shore to the Yarmouk.
# The eastern side lies beyond the Purple Line of 1967 and 1974, which is where the source ends Israel.
GOLAN: Ring = (
    (35.786, 33.40),
    (35.745, 33.330),
    (35.690, 33.285),
    (35.655, 33.255),
    (35.628, 33.225),
    (35.632, 33.160),
    (35.622, 33.100),
    (35.628, 33.020),
    (35.635, 32.960),
    (35.615, 32.895),
    (35.645, 32.870),
    (35.655, 32.800),
    (35.645, 32.745),
    (35.630, 32.715),
    (35.655, 32.680),
    (36.1, 32.65),
    (36.1, 33.46),
    (35.83, 33.46),
)
