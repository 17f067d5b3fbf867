"""Given names and surnames for an invented force, by community, in about the shares of a large British city."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Community:
    """Names that go together, and how many in a hundred bear them."""

    share: int
    given: tuple[str, ...]
    surnames: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


COMMUNITIES = (
    Community(
        58,
        _words(
            "Adam Adele Aidan Alan Alex Alice Alison Amanda Amelia Amy Andrew Angela Anna Anthony Ashley Barry "
            "Ben Beth Bethany Brian Bryony Callum Carl Carol Caroline Catherine Charlie Charlotte Chloe Chris "
            "Claire Colin Connor Craig Daisy Dan Daniel Darren Dave Dawn Dean Debbie Denise Dominic Donna Duncan "
            "Ed Eleanor Elizabeth Ellen Ellie Emily Emma Erin Ewan Fiona Frances Freya Gareth Gary Gemma Geoff "
            "George Georgia Gillian Glen Grace Graham Greg Hannah Harriet Harry Hazel Heather Helen Holly Hugh "
            "Iain Imogen Isla Jack Jacob Jade James Jamie Jane Jason Jen Jess Jo Joanne Joe John Jonathan Josh "
            "Judith Julie Karen Kate Katie Keith Kelly Kerry Kevin Kieran Kim Kirsty Kyle Laura Lauren Lee Leigh "
            "Lesley Lewis Liam Linda Lisa Louise Lucy Luke Lynn Mandy Marie Mark Martin Mary Matt Megan Melanie "
            "Michael Michelle Mick Molly Nadine Naomi Natalie Neil Niamh Nicola Nigel Oliver Olivia Oscar Owen "
            "Pam Paul Paula Peter Phil Phoebe Poppy Rachel Ray Rebecca Rhys Richard Rob Robert Robin Rory Rosie "
            "Ross Ruth Ryan Sally Sam Sandra Sara Scott Sean Shane Sharon Shaun Sheila Simon Siân Sinéad Siobhán "
            "Sophie Stacey Stephen Steve Stuart Sue Susan Suzanne Tara Terry Tess Tim Tina Toby Tom Tony Tracey "
            "Vicky Victoria Wayne Wendy Will William Zoë"
        ),
        _words(
            "Abbott Adams Ainsworth Allen Anderson Andrews Armitage Ashdown Atkins Bagshaw Bailey Baines Baker "
            "Banks Barlow Barnes Barrett Bartlett Bates Beckett Bell Bennett Berry Birch Bishop Blackwell Blythe "
            "Bolton Booth Bowen Bradley Bramwell Brennan Briggs Brook Brown Bryant Buckley Burgess Burke Burton "
            "Butler Byrne Cadwell Cairns Callaghan Carr Carter Cartwright Chadwick Chapman Clarke Clayton Clegg "
            "Coates Cole Coleman Collins Connolly Cook Cooper Corbett Cotter Cox Crabtree Craven Crawford Cross "
            "Crossley Curtis Dale Dalton Davey Davies Dawson Deacon Dean Dixon Doherty Donnelly Doyle Drake "
            "Drummond Duffy Dunn Dyer Eccles Edwards Ellis Elston Evans Everett Farrell Fenwick Field Finch "
            "Fisher Fitzgerald Fleming Fletcher Flynn Foster Fox Francis Fraser Frost Fuller Gallagher Gardner "
            "Garner Gibbs Gibson Gilbert Gill Glover Goddard Goodwin Gordon Gough Graham Grant Graves Gray Green "
            "Greenwood Griffin Griffiths Hale Hall Hammond Hanson Hardcastle Harding Harper Harris Harrison Hart "
            "Harvey Hawkins Hayes Hayward Healy Henderson Hewitt Hickey Hill Hirst Hodges Holden Holland Holt "
            "Hooper Hopkins Howard Howarth Hudson Hughes Humphreys Hunt Hussey Hutton Ibbotson Jackson Jarvis "
            "Jenkins Johnston Jones Joyce Kavanagh Kay Keane Kelly Kemp Kendall Kennedy Kerr King Kirby Knight "
            "Knowles Lambert Lane Lawson Leach Lees Lennox Lewis Lister Lloyd Lockwood Long Lowe Lynch Mackay "
            "Maddox Maguire Malone Marsh Marshall Mason Massey Matthews Maynard McAllister McCarthy McDonald "
            "McGrath McIntyre McKenna McLean Mellor Mercer Metcalfe Middleton Miles Mills Mitchell Moore Moran "
            "Morgan Morley Morris Moss Mullen Murphy Murray Nash Naylor Neville Newman Newton Nicholls Nolan "
            "Norris North Oakes O'Brien O'Connor O'Donnell O'Hara O'Leary O'Neill Oldroyd Osborne Owen Page "
            "Palmer Parker Parsons Pearce Pearson Pemberton Perkins Perry Phillips Pike Platt Poole Porter Potter "
            "Powell Pratt Preston Price Pritchard Pugh Quinn Radcliffe Ramsay Randall Rawlings Read Redfern "
            "Reeves Regan Reid Reilly Reynolds Rhodes Richards Ridley Riley Robson Rogers Rowe Rowland Rudd "
            "Russell Ryan Sanders Saunders Savage Sawyer Sharp Shaw Shepherd Sheridan Short Simmons Simpson "
            "Sinclair Skinner Slater Smart Smith Snow Spencer Stafford Stanton Stephens Stevens Stewart Stokes "
            "Stone Storey Sullivan Sutcliffe Sutton Swift Sykes Tanner Tate Taylor Thornton Tierney Todd "
            "Tomlinson Townsend Tucker Turner Tyler Vaughan Vickers Wade Walker Wallace Walsh Walters Ward Warren "
            "Waters Watkins Watson Webb Webster Wells Weston Wheeler White Whitehead Whittaker Wilde Wilkins "
            "Williams Wilson Winter Wood Woodward Wright Wyatt Yates Young"
        ),
    ),
    Community(
        15,
        _words(
            "Aaliyah Aarti Aamir Abida Adeel Aisha Ajay Ali Amandeep Amina Amir Amit Amrit Anika Anil Anita Arjun "
            "Asha Ashok Asif Ayesha Balvinder Bhavesh Bilal Davinder Deepa Deepak Dilip Faisal Farah Farhan "
            "Fatima Gurpreet Hamza Harjit Harpreet Hasan Hina Imran Iqra Jagdeep Jasmin Jaspreet Javed Jyoti "
            "Kamal Karan Kavita Khalid Kiran Kulwinder Lakshmi Mahmood Manish Manjit Maya Meena Mohammed Mohsin "
            "Mumtaz Nabila Nadia Naveed Neha Nikhil Nisha Noor Parminder Pooja Priti Rahul Raj Rajesh Ramesh "
            "Ranjit Rashid Ravi Reena Rekha Rohan Ruksana Sabina Sadia Saima Sajid Samina Sandeep Sanjay Shabana "
            "Shahid Shazia Simran Sunil Sunita Surinder Tahir Tariq Tasneem Usha Usman Vijay Vikram Wasim Yasmin "
            "Yusuf Zahra Zainab Zara"
        ),
        _words(
            "Acharya Ahmed Akhtar Alam Ali Amin Anand Arora Aslam Aziz Bains Bano Barua Begum Bhatt Bhatti Bibi "
            "Chand Chaudhry Chauhan Chopra Chowdhury Dar Das Desai Dhaliwal Dhillon Dutta Farooq Ghosh Gill Gohil "
            "Gupta Hasan Hussain Iqbal Islam Jain Jamil Johal Joshi Kapoor Kaur Khan Khatun Kumar Lal Malhotra "
            "Malik Mann Mehta Mia Miah Mirza Mistry Mughal Nair Nawaz Pandya Parmar Patel Perera Qureshi Rafiq "
            "Rahman Raja Rana Rao Rashid Reddy Saeed Sahota Sandhu Shah Shaikh Sharma Siddiqui Sidhu Silva Singh "
            "Solanki Sood Syed Tanwar Thakur Thapa Uddin Ullah Verma Virk Yousaf Zaman"
        ),
    ),
    Community(
        12,
        _words(
            "Abena Abiola Ade Adwoa Akosua Alicia Amara Ama Andre Anthonia Antoine Aretha Ayodele Bernice Bola "
            "Chantelle Chidi Chika Chioma Clive Cordelia Darnell Delroy Denzel Desmond Dionne Ebele Efua Emeka "
            "Emmanuel Esi Eunice Femi Folake Funmi Gloria Hyacinth Ike Jermaine Joyce Kwabena Kwame Kehinde Kemi "
            "Kofi Leroy Lorraine Marcia Marcus Marlon Marva Monique Ngozi Nkechi Nana Obi Ola Olu Patience "
            "Precious Renée Rohan Sade Segun Shanice Sherelle Simone Taiwo Temi Tobi Tunde Tyrone Uche Winston "
            "Yaa Yaw Yetunde Zainab"
        ),
        _words(
            "Abiodun Acheampong Addo Adebayo Adeleke Adeyemi Adjei Afolabi Agyeman Akande Akinola Amoah Ampofo "
            "Ansah Appiah Asante Atta Awuah Ayodele Babatunde Bailey Balogun Bangura Barnett Beckford Bello "
            "Boakye Boateng Brathwaite Campbell Chambers Chukwu Clarke Conteh Cummings Danquah Darko Davis "
            "Daniels Dacosta Douglas Edwards Eze Forde Fofana Francis Gayle Gordon Grant Henry Ibrahim Igwe James "
            "Jallow John Joseph Kamara Koroma Lawal Lewis Mensah Mohamed Morrison Musa Nkrumah Nwosu Nyarko Obi "
            "Odunsi Ofori Ogunleye Ojo Okafor Okeke Okoro Oladipo Omar Opoku Osei Owusu Palmer Parchment Pinnock "
            "Quartey Reid Richards Samuels Sarpong Sesay Sowande Stewart Tetteh Thomas Thompson Turay Uzoma "
            "Warsame Williams Wilson Yeboah"
        ),
    ),
    Community(
        6,
        _words(
            "Adam Agnieszka Aleksandra Andrei Andrius Anna Bartosz Beata Bogdan Cristina Dagmara Daria Dorota "
            "Elena Ewa Filip Gabriela Grzegorz Ioana Irina Ivan Iwona Jakub Joanna Jozef Kamila Karolina Kasia "
            "Krzysztof Lenka Łukasz Maciej Magda Marek Mihai Milena Monika Natalia Nikola Oksana Paweł Petra "
            "Piotr Radu Renata Rūta Stefan Svetlana Tomasz Veronika Vlad Weronika Wojciech Zofia"
        ),
        _words(
            "Adamczyk Albu Baran Bartoš Dąbrowski Dimitrov Dumitru Duda Dvořák Georgiev Gołębiowski Horvat "
            "Ionescu Ivanova Jankauskas Jankowski Kaczmarek Kazlauskas Kovač Kowalczyk Kozłowski Król Lis Lazăr "
            "Lupu Majewski Marin Mazur Michalski Moldovan Nagy Nowicki Nowak Olszewski Pavlov Petrov Petrauskas "
            "Piotrowski Popa Popescu Rusu Sadowski Stan Stoica Szabó Szymański Tóth Urban Vasile Walczak "
            "Wieczorek Zając Zieliński"
        ),
    ),
    Community(
        4,
        _words(
            "Alan Amy An Bao Bo Cheng Chi Chun Daniel Fei Grace Hao Hoa Huong Jasmine Jian Joyce Kai Kit Lan Lee "
            "Lien Lin Linh Ling Mei Min Minh Nhung Phuong Quan Rosa Sau Shu Suki Tai Thanh Thuy Tuan Vivian Wai "
            "Wei Wen Xin Yan Yi Ying Yuki"
        ),
        _words(
            "Aquino Bui Chan Chang Chen Cheung Chiu Cho Chow Cruz Dang Do Duong Fong Fung Ho Hong Huang Huynh Kim "
            "Kwok Lai Lam Lau Le Leung Li Lim Lin Liu Lo Luong Ma Mak Mendoza Ng Ngo Nguyen Park Pham Phan Reyes "
            "Santos Sato Tang Tran Truong Tsang Vo Vu Wang Wong Wu Yeung Yip Yu Zhang Zhao"
        ),
    ),
    Community(
        5,
        _words(
            "Ahmet Alev Amal Aras Arman Asli Ayşe Azad Baran Bahar Burak Cem Deniz Dilan Ebru Elif Emine Emre "
            "Farid Ferhat Gül Hakan Hana Hassan Huda Ibrahim Kemal Khaled Laila Layla Leila Maryam Mehmet Mina "
            "Murat Nasrin Navid Nazan Nour Omar Omid Özlem Parisa Reza Roya Salma Sami Sara Selin Serkan Shirin "
            "Sibel Tarek Yusuf Zeynep"
        ),
        _words(
            "Abbas Abdi Aksoy Amiri Arslan Aslan Aydın Azizi Bayram Bozkurt Çelik Demir Doğan Erdem Fadel Farah "
            "Ghorbani Güneş Haddad Hakimi Hamdan Hashemi Hosseini Jaber Kaplan Karimi Kaya Khalil Khoury Kılıç "
            "Koç Mansour Mohammadi Moradi Najjar Nasser Öztürk Özkan Polat Qasim Rahimi Rezaei Sabbagh Şahin "
            "Saleh Salman Tahiri Tehrani Yavuz Yıldız Yılmaz Zaki"
        ),
    ),
)
