"""What people are called, by the language of their country."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Persons:
    """First names of men and women, and family names."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    families: tuple[str, ...]


def _persons(men: str, women: str, families: str) -> Persons:
    """Split three lines of names."""
    return Persons(tuple(men.split()), tuple(women.split()), tuple(families.split()))


PERSONS: Final[dict[str, Persons]] = {
    "en": _persons(
        "James Robert Michael David William Richard Thomas Daniel Matthew Anthony Mark Paul Steven "
        "Andrew Kevin Brian George Edward Ryan Jason Marcus Graham Stuart Darren Neil Tyler Omar "
        "Raj Wei Devon",
        "Mary Patricia Jennifer Linda Elizabeth Susan Jessica Sarah Karen Lisa Nancy Margaret "
        "Ashley Emily Donna Michelle Amanda Melissa Rebecca Laura Fiona Gemma Priya Aisha Hannah "
        "Grace Tanya Mei Imani Claire",
        "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson "
        "Martin Lee Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright "
        "Scott Hill Green Adams Nelson Baker Hall Campbell Mitchell Carter Roberts Phillips Evans "
        "Turner Parker Collins Edwards Stewart Morris Murphy Cook Rogers Morgan Cooper Bailey "
        "Patel Shah Khan Hughes Bennett Foster Reid Hargreaves Whitaker Okafor Nguyen Chen "
        "Ramirez Delgado Kowalski Fitzgerald MacLeod Pritchard Ashworth",
    ),
    "de": _persons(
        "Thomas Michael Andreas Stefan Christian Markus Matthias Jan Sebastian Tobias Florian "
        "Martin Frank Jürgen Klaus Uwe Ralf Holger Jens Björn Lukas Felix Moritz Emre",
        "Sabine Petra Claudia Susanne Andrea Stefanie Katrin Julia Anna Nicole Birgit Heike Anja "
        "Martina Ulrike Christine Franziska Lena Johanna Katharina Silke Jördis Ayse",
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Richter "
        "Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange "
        "Krause Lehmann Köhler Herrmann König Walter Kaiser Fuchs Lang Vogel Jung Keller Yilmaz "
        "Brandt Seidel Böhm Engel Haas Graf Ziegler Winkler Kuhn Pohl Horn Busch Thomas Sauer",
    ),
    "fr": _persons(
        "Jean Pierre Philippe Nicolas Christophe Laurent Thierry Julien Sébastien Olivier Antoine "
        "François Guillaume Mathieu Benoît Jérôme Karim Étienne Hugo",
        "Marie Isabelle Nathalie Sophie Catherine Céline Aurélie Émilie Camille Claire Hélène "
        "Élodie Sandrine Valérie Julie Mathilde Anaïs Leïla Florence",
        "Bernard Dubois Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia Bertrand "
        "Roux Vincent Fournier Morel Girard Mercier Dupont Lambert Bonnet Faure Rousseau Blanc "
        "Guérin Boyer Garnier Chevalier Gauthier Perrin Clément Lefèvre Benali Marchand Renaud",
    ),
    "es": _persons(
        "Antonio José Manuel Francisco Javier Carlos Miguel Alejandro Rafael Pedro Pablo Sergio "
        "Fernando Jorge Alberto Álvaro Íñigo Raúl",
        "María Carmen Ana Isabel Laura Cristina Marta Elena Lucía Pilar Teresa Rocío Beatriz "
        "Silvia Nuria Begoña Inés Mónica",
        "García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Jiménez Ruiz "
        "Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez "
        "Vázquez Ramos Gil Ramírez Serrano Molina Ortega Delgado Castro Rubio Marín Iglesias",
    ),
    "it": _persons(
        "Marco Andrea Francesco Alessandro Luca Giuseppe Matteo Stefano Roberto Davide Paolo "
        "Giovanni Simone Riccardo Nicolò",
        "Giulia Francesca Chiara Sara Elena Valentina Silvia Federica Paola Laura Alessandra "
        "Martina Ilaria Simona Roberta",
        "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti "
        "Costa Giordano Mancini Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Caruso "
        "Rinaldi Ferrara Galli Martini Leone Longo",
    ),
    "nl": _persons(
        "Jan Pieter Willem Johan Bas Sander Jeroen Thijs Maarten Ruben Daan Koen Hendrik Lars",
        "Anna Maria Sanne Lotte Femke Marieke Esther Ingrid Eva Iris Linda Anouk Floor Saskia",
        "Jansen Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer Dijkstra "
        "Smits Kok Jacobs Vermeulen Schouten Willems Hoekstra Koster Prins Huisman Postma",
    ),
    "sv": _persons(
        "Erik Lars Anders Johan Per Mikael Karl Fredrik Jonas Magnus Henrik Björn Oskar",
        "Anna Maria Eva Karin Kristina Lena Sara Emma Malin Ingrid Åsa Linnéa Elin",
        "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson "
        "Lindström Lindqvist Bergström Sandberg Forsberg Sjöberg Nyström Åkesson Öberg",
    ),
    "da": _persons(
        "Jens Peter Lars Søren Henrik Thomas Anders Mads Morten Rasmus Kåre Ola",
        "Mette Anne Hanne Kirsten Lene Camilla Louise Ida Sofie Marit Ingrid Astrid",
        "Jensen Nielsen Hansen Pedersen Andersen Christensen Larsen Sørensen Rasmussen Jørgensen "
        "Madsen Kristensen Møller Poulsen Knudsen Olsen Berg Haugen Bakke Dahl",
    ),
    "fi": _persons(
        "Jukka Mikko Timo Antti Jari Juha Petri Ville Sami",
        "Anna Päivi Tiina Minna Sari Laura Katja Hanna Johanna",
        "Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Koskinen Järvinen",
    ),
}

FREE_MAIL: Final[dict[str, tuple[str, ...]]] = {
    "en": ("gmail.com", "outlook.com", "yahoo.com", "icloud.com"),
    "de": ("gmx.de", "web.de", "t-online.de"),
    "fr": ("orange.fr", "free.fr", "laposte.net"),
    "es": ("gmail.com", "hotmail.es"),
    "it": ("libero.it", "gmail.com"),
}
"""Public mailboxes by language; where a language has no entry, the English ones."""
