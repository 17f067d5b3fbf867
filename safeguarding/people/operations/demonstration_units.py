"""The units of the invented force: which there are, who usually works there, and what has changed by today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from safeguarding.people.rules.roster_file import UnitKind

Titles = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class InventedUnit:
    """A unit of the invented force, its usual people, and how many in a hundred of them are protected."""

    code: str
    name: str
    kind: UnitKind
    parent: str
    titles: Titles
    size: float
    protected: float = 0.0


RESPONSE: Titles = (
    ("Police Constable", 20),
    ("Student Officer", 5),
    ("Police Sergeant", 3),
    ("Acting Sergeant", 1),
)
RESPONSE_WITH_INSPECTOR: Titles = (*RESPONSE, ("Inspector", 1))
WARD: Titles = (("Safer Neighbourhoods Sergeant", 1), ("Dedicated Ward Officer", 3), ("PCSO", 3))
SCHOOLS: Titles = (("Safer Schools Officer", 8), ("Youth Engagement Officer", 3), ("Safer Schools Sergeant", 1))
DETECTIVES: Titles = (
    ("Detective Constable", 26),
    ("Trainee Detective Constable", 9),
    ("Police Staff Investigator", 6),
    ("Detective Sergeant", 7),
    ("Detective Inspector", 2),
)
SPECIALISTS: Titles = (("Detective Constable", 16), ("Detective Sergeant", 4), ("Detective Inspector", 1))
PUBLIC_PROTECTION: Titles = (
    ("Detective Constable", 14),
    ("Safeguarding Investigator", 6),
    ("Detective Sergeant", 4),
    ("Detective Inspector", 1),
    ("Administrative Officer", 1),
)
SEX_OFFENDER_MANAGEMENT: Titles = (("Offender Manager", 12), ("Detective Sergeant", 2), ("Administrative Officer", 1))
MISSING: Titles = (
    ("Missing Persons Officer", 9),
    ("Missing Person Coordinator", 2),
    ("Detective Sergeant", 1),
)
MASH: Titles = (("MASH Detective", 6), ("MASH Researcher", 6), ("Detective Sergeant", 1))
CUSTODY: Titles = (
    ("Designated Detention Officer", 28),
    ("Custody Sergeant", 11),
    ("Custody Nurse Practitioner", 5),
    ("Custody Inspector", 1),
)
VIOLENCE: Titles = (("Violence Suppression Officer", 24), ("Police Sergeant", 3), ("Inspector", 1))
CASES: Titles = (("Case Builder", 8), ("Case Progression Officer", 6), ("Administrative Officer", 2))
BUSINESS: Titles = (("Business Support Officer", 10), ("Administrative Officer", 8), ("Business Manager", 1))
COUNTERS: Titles = (("Station Reception Officer", 16), ("Crime Recording Officer", 3))
PARTNERSHIP: Titles = (("Partnership Officer", 6), ("Licensing Officer", 4), ("Neighbourhood Inspector", 2))
CHIEFS: Titles = (
    ("Commissioner", 1),
    ("Deputy Commissioner", 1),
    ("Assistant Commissioner", 3),
    ("Staff Officer", 3),
    ("Personal Assistant", 2),
)
HEADS: Titles = (("Head of Department", 2), ("Business Manager", 3), ("Administrative Officer", 5))
CONTROL: Titles = (("Force Incident Manager", 9), ("Control Room Inspector", 5), ("Business Support Officer", 2))
COMMAND: Titles = (
    ("Chief Superintendent", 1),
    ("Superintendent", 4),
    ("Chief Inspector", 6),
    ("Detective Superintendent", 1),
    ("Personal Assistant", 2),
)
CALLS: Titles = (("Call Handler", 64), ("Contact Centre Supervisor", 6), ("Contact Resolution Officer", 8))
DISPATCH: Titles = (("Dispatcher", 34), ("Control Room Supervisor", 4), ("Control Room Sergeant", 1))
REPORTS: Titles = (("Telephone Investigator", 40), ("Crime Recording Officer", 14), ("Contact Centre Supervisor", 4))
DIGITAL_DESK: Titles = (("Digital Desk Officer", 60), ("Contact Centre Supervisor", 5))
COVERT: Titles = (("Surveillance Officer", 30), ("Source Handler", 8), ("Detective Sergeant", 6))
INTELLIGENCE: Titles = (("Intelligence Officer", 10), ("Intelligence Analyst", 8), ("Intelligence Researcher", 9))
TRAINERS: Titles = (("Trainer", 20), ("Officer Safety Trainer", 6), ("Training Manager", 1))
STUDENTS: Titles = (("Student Officer", 110), ("Trainer", 6))
FORENSICS: Titles = (("Crime Scene Investigator", 20), ("Fingerprint Examiner", 6), ("Forensic Practitioner", 10))


# Twelve command units of two to four areas each, shaped like London's, with names of nowhere.
COMMAND_UNITS = (
    ("Central", ("Aldermoor", "Kingsholt", "Westerley")),
    ("South West", ("Kelverton", "Merrowby", "Ridgemead", "Wandlecote")),
    ("South", ("Bramcote Hill", "Croxwell", "Sallowfield")),
    ("South East", ("Bexmoor", "Marlgate", "Lowenham")),
    ("East", ("Barrowdene", "Havenhurst", "Redmarsh")),
    ("West", ("Ealswick", "Hillenden", "Hounsbridge")),
    ("Lambrook and Sutherby", ("Lambrook", "Sutherby")),
    ("North", ("Enderfield", "Hartley Green")),
    ("Hackworth and Tarrow", ("Hackworth", "Tarrow Quays")),
    ("Camlet and Islebrook", ("Camlet", "Islebrook")),
    ("North West", ("Barnholme", "Brentmoor", "Harrowick")),
    ("North East", ("Newholm", "Walderwood")),
)
WARDS = (
    *("Abbey", "Beacon", "Canal Side", "Castle", "Chapel", "Church End", "Common", "Dock Road", "Fairfield"),
    *("Gasworks", "Grange", "High Street", "Hill Top", "Lock Keepers", "Manor", "Market", "Mill Lane", "Old Town"),
    *("Orchard", "Park", "Quarry", "Railway", "Riverside", "St Aidan's", "St Bride's", "Tannery", "Viaduct"),
    *("Waterside", "Weavers", "Windmill"),
)
SITES = (("N", "North"), ("S", "South"), ("R", "River"))
LED_BY_STAFF = {"TRA", "PEO", "DIG", "COM", "GOV"}

# code, name, titles, size in each area
BCU_TEAMS: tuple[tuple[str, str, Titles, float], ...] = (
    ("CAE", "Child abuse and exploitation", PUBLIC_PROTECTION, 20),
    ("CSU", "Domestic abuse and community safety", PUBLIC_PROTECTION, 34),
    ("SOX", "Sexual offences investigation", SPECIALISTS, 18),
    ("MIS", "Missing persons", MISSING, 8),
    ("MSH", "Safeguarding hub", MASH, 9),
    ("VIO", "Violence suppression", VIOLENCE, 16),
    ("INT", "Local intelligence", INTELLIGENCE, 9),
    ("CAS", "Case building", CASES, 8),
    ("BUS", "Business support", BUSINESS, 9),
    ("FCT", "Front counters", COUNTERS, 8),
)
# code, name, titles, size
AREA_TEAMS: tuple[tuple[str, str, Titles, float], ...] = (
    ("CID", "CID", DETECTIVES, 78),
    ("SCH", "Safer schools and youth", SCHOOLS, 17),
    ("CUS", "Custody", CUSTODY, 42),
    ("PRT", "Partnership and licensing", PARTNERSHIP, 11),
)
CONTACT_TEAMS = (
    ("CALL", CALLS, "Contact centre", 110),
    ("DISP", DISPATCH, "Control room", 62),
    ("RPT", REPORTS, "Telephone reports", 34),
    ("DIG", DIGITAL_DESK, "Digital desk", 12),
)

# code, name, titles, size, protected in a hundred
_Team = tuple[str, str, Titles, float, float]
CENTRAL: tuple[tuple[str, str, tuple[_Team, ...]], ...] = (
    (
        "PPC",
        "Public Protection Command",
        (
            ("CEX", "Child exploitation and county lines", PUBLIC_PROTECTION, 260, 2),
            ("OCA", "Online child abuse investigation", SPECIALISTS, 220, 4),
            ("SOM", "Sex offender management", SEX_OFFENDER_MANAGEMENT, 420, 0),
            ("MSE", "Modern slavery and exploitation", SPECIALISTS, 130, 2),
            ("MIS", "Missing persons coordination", MISSING, 60, 0),
            ("DAB", "Domestic abuse coordination", PUBLIC_PROTECTION, 150, 0),
        ),
    ),
    (
        "SCC",
        "Specialist Crime Command",
        (
            *(
                (f"HO{number:02}", f"Homicide investigation, team {number}", SPECIALISTS, 48.0, 0.0)
                for number in range(1, 19)
            ),
            ("ORG", "Organised crime", SPECIALISTS, 540, 3),
            ("ECO", "Economic crime", (("Financial Investigator", 6), ("Fraud Investigator", 8)), 360, 0),
            ("CYB", "Cyber crime", (("Cyber Crime Investigator", 9), ("Digital Media Investigator", 6)), 210, 0),
            ("ROB", "Armed robbery and burglary", SPECIALISTS, 260, 0),
            ("COV", "Covert operations", COVERT, 330, 75),
            ("TFC", "Violent crime taskforce", VIOLENCE, 320, 0),
        ),
    ),
    (
        "OPS",
        "Operations Command",
        (
            ("FIR", "Armed response", (("Armed Response Officer", 12), ("Police Sergeant", 1)), 780, 0),
            ("TSU", "Territorial support", (("Territorial Support Officer", 14), ("Police Sergeant", 2)), 720, 0),
            ("DOG", "Dog section", (("Dog Handler", 12), ("Kennel Assistant", 2)), 190, 0),
            ("MOU", "Mounted section", (("Mounted Officer", 8), ("Groom", 3)), 120, 0),
            ("RDS", "Roads policing", (("Roads Policing Officer", 14), ("Roads Policing Sergeant", 2)), 620, 0),
            ("SRT", "Safer transport", (("Transport PCSO", 12), ("Transport Officer", 9)), 880, 0),
            ("MAR", "Marine policing", (("Marine Officer", 8), ("Police Sergeant", 1)), 80, 0),
            ("AIR", "Aviation policing", (("Aviation Policing Officer", 12), ("Police Sergeant", 1)), 420, 0),
            ("PRO", "Protection", (("Protection Officer", 12), ("Police Sergeant", 1)), 960, 3),
            ("EVE", "Public order planning", (("Public Order Officer", 6), ("Resource Planner", 2)), 140, 0),
            ("CTR", "Traffic process", (("Traffic Process Officer", 9), ("Camera Enforcement Officer", 4)), 320, 0),
        ),
    ),
    (
        "CTC",
        "Counter Terrorism Command",
        (
            ("INV", "Counter terrorism investigation", SPECIALISTS, 620, 5),
            ("PRT", "Ports and borders", (("Counter Terrorism Officer", 10), ("Detective Sergeant", 1)), 430, 2),
            ("PRE", "Prevent and protect", (("Counter Terrorism Officer", 6), ("Youth Engagement Officer", 1)), 210, 0),
            ("INT", "Counter terrorism intelligence", INTELLIGENCE, 310, 9),
        ),
    ),
    (
        "FIC",
        "Forensics and Intelligence Command",
        (
            *((f"FS{number}", f"Scenes of crime, hub {number}", FORENSICS, 120.0, 0.0) for number in range(1, 6)),
            ("DIF", "Digital forensics", (("Digital Forensic Examiner", 12), ("Laboratory Technician", 2)), 290, 0),
            ("INT", "Force intelligence", INTELLIGENCE, 610, 1),
            ("CCT", "Imaging and CCTV", (("CCTV Officer", 9), ("Researcher", 2)), 130, 0),
        ),
    ),
    (
        "CJC",
        "Criminal Justice Command",
        (
            ("WIT", "Witness care", (("Witness Care Officer", 12), ("Witness Care Manager", 1)), 430, 0),
            ("CAS", "Case progression", (("Criminal Justice Officer", 9), ("File Builder", 6)), 520, 0),
            ("PRP", "Property stores", (("Property Officer", 9), ("Property Store Manager", 1)), 260, 0),
            ("PNC", "National records bureau", (("PNC Bureau Officer", 8), ("Administrative Officer", 2)), 150, 0),
            ("FEL", "Firearms licensing", (("Firearms Enquiry Officer", 6), ("Firearms Licensing Officer", 5)), 110, 0),
        ),
    ),
    (
        "TRA",
        "Training",
        (
            *((f"ST{number}", f"Initial training, intake {number}", STUDENTS, 116.0, 0.0) for number in range(1, 9)),
            ("DET", "Detective training", TRAINERS, 60, 0),
            ("SAFE", "Safeguarding training", TRAINERS, 30, 0),
            ("OST", "Officer safety training", (("Officer Safety Trainer", 9), ("Training Manager", 1)), 90, 0),
            ("DRV", "Driver training", (("Driving Instructor", 12), ("Training Manager", 1)), 90, 0),
            ("FTR", "Firearms training", (("Firearms Instructor", 9), ("Training Manager", 1)), 80, 0),
            ("DES", "Learning design", (("Learning Designer", 6), ("Videographer", 2)), 34, 0),
            ("REC", "Training records", (("Records Officer", 6), ("Administrative Officer", 3)), 24, 0),
        ),
    ),
    (
        "PEO",
        "People and Resources",
        (
            ("HR", "HR advice", (("HR Adviser", 9), ("HR Business Partner", 3), ("HR Manager", 1)), 240, 0),
            ("REC", "Recruitment", (("Recruitment Officer", 9), ("Project Officer", 1)), 180, 0),
            ("VET", "Vetting", (("Vetting Officer", 8), ("Vetting Researcher", 6)), 240, 0),
            ("OCC", "Occupational health", (("Occupational Health Nurse", 5), ("Wellbeing Officer", 4)), 130, 0),
            ("DUT", "Duties planning", (("Duties Planner", 12), ("Resource Planner", 4)), 360, 0),
            ("FIN", "Finance", (("Finance Officer", 8), ("Accountant", 3)), 260, 0),
            ("PAY", "Payroll", (("Payroll Officer", 8), ("Team Leader", 1)), 90, 0),
            ("COM", "Commercial services", (("Procurement Officer", 6), ("Commercial Manager", 1)), 120, 0),
            (
                "EST",
                "Estates and facilities",
                (("Facilities Officer", 9), ("Estates Manager", 1), ("Porter", 3)),
                390,
                0,
            ),
            ("FLN", "Fleet north", (("Vehicle Technician", 9), ("Fleet Manager", 1)), 110, 0),
            ("FLS", "Fleet south", (("Vehicle Technician", 9), ("Fleet Manager", 1)), 100, 0),
        ),
    ),
    (
        "DIG",
        "Digital, Data and Technology",
        (
            ("SYS", "Systems", (("Systems Administrator", 6), ("Network Engineer", 4)), 210, 0),
            ("DEV", "Products", (("Software Developer", 9), ("Business Analyst", 4)), 260, 0),
            ("DSK", "Service desk", (("Service Desk Analyst", 9), ("IT Support Engineer", 4)), 220, 0),
            (
                "SEC",
                "Information security",
                (("Cyber Security Analyst", 5), ("Information Security Officer", 3)),
                70,
                1,
            ),
            ("DAT", "Data and performance", (("Data Analyst", 9), ("Performance Analyst", 6)), 190, 0),
        ),
    ),
    (
        "COM",
        "Communications",
        (
            ("INT", "Internal communications", (("Internal Communications Officer", 9), ("Web Editor", 2)), 26, 0),
            ("PRS", "Media office", (("Press Officer", 12), ("Media Officer", 6)), 54, 0),
            ("DIG", "Digital communications", (("Digital Communications Officer", 6), ("Graphic Designer", 3)), 28, 0),
            ("ENG", "Community engagement", (("Community Engagement Officer", 6), ("Volunteer Coordinator", 2)), 70, 0),
        ),
    ),
    (
        "PSC",
        "Professional Standards",
        (
            ("INV", "Professional standards investigation", (("Professional Standards Investigator", 1),), 310, 0),
            ("ACU", "Anti-corruption", (("Anti-Corruption Investigator", 1),), 160, 25),
            ("CMP", "Complaints support", (("Administrative Officer", 6), ("Paralegal", 1)), 90, 0),
        ),
    ),
    (
        "GOV",
        "Strategy and Governance",
        (
            ("SAFE", "Safeguarding policy and review", (("Detective Sergeant", 4), ("Safeguarding Adviser", 6)), 42, 0),
            ("LEG", "Legal services", (("Solicitor", 6), ("Paralegal", 4)), 150, 0),
            (
                "INF",
                "Information rights",
                (("Freedom of Information Officer", 6), ("Data Protection Officer", 3)),
                120,
                0,
            ),
            (
                "AUD",
                "Internal audit and inspection",
                (("Internal Auditor", 5), ("Inspection Liaison Officer", 4)),
                40,
                0,
            ),
            ("STR", "Strategy and change", (("Policy Officer", 6), ("Programme Manager", 3)), 180, 0),
        ),
    ),
)

# What has changed by today. Every other unit stays as it was.
RENAMED_NOW = {
    "B03-MIS": "Missing and vulnerable children, South",
    "B08-MIS": "Missing and vulnerable children, North",
    "B11-MIS": "Missing and vulnerable children, North West",
    "FIC-CCT": "Images and video",
    "PEO-FLN": "Fleet",
}
UNDER_ANOTHER_PARENT_NOW = {"SCC-CYB": "FIC", "OPS-CTR": "CJC"}
MERGED_NOW = {"PEO-FLS": "PEO-FLN"}


def units_before() -> dict[str, InventedUnit]:
    """Every unit by its code, as it was before the campaign began; each after the one it stands under."""
    return {unit.code: unit for unit in (*_local(), *_contact(), *_central())}


def units_now() -> dict[str, InventedUnit]:
    """Every unit by its code, as it is today."""
    units = {code: unit for code, unit in units_before().items() if code not in MERGED_NOW}
    for code, name in RENAMED_NOW.items():
        units[code] = replace(units[code], name=name)
    for code, parent in UNDER_ANOTHER_PARENT_NOW.items():
        units[code] = replace(units[code], parent=parent)
    return units


def _local() -> Iterator[InventedUnit]:
    yield InventedUnit("WEN", "Wendmere Police", UnitKind.FORCE, "", CHIEFS, 10)
    yield InventedUnit("LPC", "Local Policing Command", UnitKind.COMMAND, "WEN", COMMAND, 14)
    for number, (name, areas) in enumerate(COMMAND_UNITS, 1):
        bcu = f"B{number:02}"
        yield InventedUnit(bcu, f"{name} BCU", UnitKind.BCU, "LPC", COMMAND, 14)
        for code, team, titles, size in BCU_TEAMS:
            yield InventedUnit(f"{bcu}-{code}", f"{team}, {name}", UnitKind.TEAM, bcu, titles, size * len(areas))
        for place, area in enumerate(areas, 1):
            yield from _area(bcu, f"{bcu}-A{place}", area, first_ward=7 * number + 3 * place)


def _area(bcu: str, prefix: str, area: str, *, first_ward: int) -> Iterator[InventedUnit]:
    for letter in "ABCDE":
        titles = RESPONSE_WITH_INSPECTOR if letter in "AC" else RESPONSE
        yield InventedUnit(f"{prefix}-R{letter}", f"Response {letter}, {area}", UnitKind.TEAM, bcu, titles, 40)
    for ward in range(1, 9 + first_ward % 4):
        name = WARDS[(first_ward + ward) % len(WARDS)]
        yield InventedUnit(f"{prefix}-W{ward}", f"{name} ward, {area}", UnitKind.TEAM, bcu, WARD, 7 + ward % 3)
    for code, team, titles, size in AREA_TEAMS:
        yield InventedUnit(f"{prefix}-{code}", f"{team}, {area}", UnitKind.TEAM, bcu, titles, size)


def _contact() -> Iterator[InventedUnit]:
    yield InventedUnit("CON", "Contact and Control Command", UnitKind.COMMAND, "WEN", CONTROL, 16)
    for code, titles, team, size in CONTACT_TEAMS:
        for letter, site in SITES:
            for watch in range(1, 6):
                name = f"{team}, {site} watch {watch}"
                yield InventedUnit(f"CON-{code}-{letter}{watch}", name, UnitKind.TEAM, "CON", titles, size)


def _central() -> Iterator[InventedUnit]:
    for command, name, teams in CENTRAL:
        yield InventedUnit(command, name, UnitKind.COMMAND, "WEN", HEADS if command in LED_BY_STAFF else COMMAND, 10)
        for code, team, titles, size, protected in teams:
            yield InventedUnit(f"{command}-{code}", team, UnitKind.TEAM, command, titles, size, protected)
