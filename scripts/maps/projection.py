"""Lambert's azimuthal equal-area projection: each picture is centred on its own subject."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LonLat = tuple[float, float]


@dataclass(frozen=True)
class View:
    """A window on the globe: its centre in degrees, its width as an angle in degrees, its size in pixels."""

    longitude: float
    latitude: float
    degrees_wide: float
    width: int = 1500
    height: int = 1000

    @property
    def scale(self) -> float:
        """Pixels per radian at the centre."""
        return self.width / (4 * np.sin(np.radians(self.degrees_wide) / 4))

    @property
    def pixels_per_degree(self) -> float:
        return float(self.scale * np.pi / 180)

    def project(self, degrees: Floats) -> Floats:
        """Rows of longitude, latitude to rows of x, y in pixels, y downwards."""
        lon, lat = np.radians(degrees[:, 0] - self.longitude), np.radians(degrees[:, 1])
        sin0, cos0 = np.sin(np.radians(self.latitude)), np.cos(np.radians(self.latitude))
        towards = 1 + sin0 * np.sin(lat) + cos0 * np.cos(lat) * np.cos(lon)
        # At the antipode the projection has no single point; far outside every window, so any will do.
        stretch = np.sqrt(2 / np.maximum(towards, 1e-9)) * self.scale
        x = stretch * np.cos(lat) * np.sin(lon)
        y = stretch * (cos0 * np.sin(lat) - sin0 * np.cos(lat) * np.cos(lon))
        return np.column_stack([self.width / 2 + x, self.height / 2 - y])

    def locate(self, pixels: Floats) -> Floats:
        """The way back: rows of x, y to rows of longitude (-180 to 180), latitude."""
        x, y = (pixels[:, 0] - self.width / 2) / self.scale, (self.height / 2 - pixels[:, 1]) / self.scale
        rho = np.maximum(np.hypot(x, y), 1e-12)
        angle = 2 * np.arcsin(np.minimum(rho / 2, 1))
        sin0, cos0 = np.sin(np.radians(self.latitude)), np.cos(np.radians(self.latitude))
        lat = np.arcsin(np.cos(angle) * sin0 + y * np.sin(angle) * cos0 / rho)
        lon = np.arctan2(x * np.sin(angle), rho * cos0 * np.cos(angle) - y * sin0 * np.sin(angle))
        return np.column_stack([(np.degrees(lon) + self.longitude + 180) % 360 - 180, np.degrees(lat)])

    def radius(self) -> float:
        """Angle in degrees from the centre to the corner of the window."""
        return float(np.degrees(2 * np.arcsin(min(1, np.hypot(self.width, self.height) / 4 / self.scale))))


def vectors(degrees: Floats) -> Floats:
    """Points on the unit sphere."""
    lon, lat = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def degrees_of(points: Floats) -> Floats:
    return np.column_stack(
        [np.degrees(np.arctan2(points[:, 1], points[:, 0])), np.degrees(np.arcsin(np.clip(points[:, 2], -1, 1)))]
    )


def great_circle(start: LonLat, end: LonLat, steps: int = 96) -> Floats:
    """Points in degrees along the shortest way between two places."""
    a, b = vectors(np.array([start, end], dtype=float))
    angle = np.arccos(np.clip(a @ b, -1, 1))
    share = np.linspace(0, 1, steps)[:, None]
    return degrees_of((np.sin((1 - share) * angle) * a + np.sin(share * angle) * b) / np.sin(angle))


def travel(start: LonLat, bearing: Floats, distance: Floats) -> Floats:
    """Where one arrives from `start`: bearings clockwise from north and distances, both in degrees."""
    lat0, turn, far = np.radians(start[1]), np.radians(bearing), np.radians(distance)
    lat = np.arcsin(np.sin(lat0) * np.cos(far) + np.cos(lat0) * np.sin(far) * np.cos(turn))
    lon = np.arctan2(np.sin(turn) * np.sin(far) * np.cos(lat0), np.cos(far) - np.sin(lat0) * np.sin(lat))
    return np.column_stack([start[0] + np.degrees(lon), np.degrees(lat)])
