"""The three areas: a rosette, lights on a coast, a chain."""

from shapely.geometry import box

from ..chart import Chart
from ..colours import Ink
from ..places import PARIS
from ..projection import LonLat
from .tools import arc, disc, polar


def rosette(chart: Chart) -> None:
    """Thirty equal circles through Paris, one for each article of the Universal Declaration of 1948."""
    centre = chart.at(PARIS)
    for article in range(30):
        chart.canvas.stroke(arc(polar(centre, 205, article * 12), 205), Ink.SUBJECT, 1.7)
    chart.canvas.stroke(arc(centre, 410), Ink.SUBJECT, 4)
    chart.canvas.ring(centre, 16, 4, Ink.PAPER, Ink.SUBJECT)


# Lights: place, bearings of the lit sector (to seaward), reach in degrees.
LIGHTS: tuple[tuple[LonLat, float, float, float], ...] = (
    ((2.93, 51.24), 285, 410, 1.75),  # Oostende
    ((3.57, 51.44), 225, 345, 1.1),  # Vlissingen
    ((1.45, 51.37), 10, 165, 1.3),  # North Foreland
    ((1.85, 50.97), 275, 420, 0.75),  # Calais
    ((4.58, 52.46), 200, 375, 1.2),  # IJmuiden
    ((1.76, 52.47), 5, 170, 1.2),  # Lowestoft
)


def lights(chart: Chart) -> None:
    """The lights around the southern North Sea, each with the sector in which a ship can see it."""
    for place, start, end, reach in LIGHTS:
        rings = round(reach / 0.125)
        for ring in range(1, rings + 1):
            line = chart.circle(place, 0.125 * ring, start, end).difference(chart.land)
            chart.canvas.stroke(line, Ink.SUBJECT, 4 if ring == rings else 1.2)
        chart.canvas.ring(chart.at(place), 10, 4, Ink.INK, Ink.PAPER)


def chain(chart: Chart) -> None:
    """Links along the Equator, each over its neighbour on one side and under it on the other."""
    middle, gap, radius, thick = chart.at((0, 0))[1], 132, 98, 18
    centres = [(chart.view.width / 2 + index * gap, middle) for index in range(-6, 7)]
    links = [disc(centre, radius + thick / 2).difference(disc(centre, radius - thick / 2)) for centre in centres]
    above = box(-400, -400, chart.view.width + 400, middle)
    below = box(-400, middle, chart.view.width + 400, chart.view.height + 400)
    for index, link in enumerate(links):
        if index + 1 < len(links):
            link = link.difference(links[index + 1].buffer(5).intersection(above))
        if index:
            link = link.difference(links[index - 1].buffer(5).intersection(below))
        chart.canvas.fill(link, Ink.SUBJECT)
        chart.canvas.stroke(arc(centres[index], radius).intersection(link.buffer(-1)), Ink.PAPER, 2.4)
