namespace Granary.Adapters.Demo;

/// <summary>The tables of the demo's CRM, in the order in which its people see the modules.</summary>
internal static class DemoSchema
{
    public static readonly IReadOnlyList<string> Tables =
    [
        """
        CREATE TABLE Leads (
            Id INTEGER PRIMARY KEY, First_Name TEXT, Last_Name TEXT NOT NULL, Company TEXT, Email TEXT, Phone TEXT, Lead_Source TEXT,
            Lead_Status TEXT, Annual_Revenue DECIMAL(14,2), Owner_Id INTEGER REFERENCES Users, Created_Time DATETIME)
        """,
        """
        CREATE TABLE Contacts (
            Id INTEGER PRIMARY KEY, Account_Id INTEGER REFERENCES Accounts, First_Name TEXT, Last_Name TEXT NOT NULL, Title TEXT, Email TEXT,
            Phone TEXT, Email_Opt_Out BOOLEAN, Mailchimp_Profile TEXT, Owner_Id INTEGER REFERENCES Users, Created_Time DATETIME)
        """,
        """
        CREATE TABLE Accounts (
            Id INTEGER PRIMARY KEY, Account_Name TEXT NOT NULL, Industry TEXT, Phone TEXT, Website TEXT, Street TEXT, City TEXT, Postal_Code TEXT,
            Employees INTEGER, Annual_Revenue DECIMAL(14,2), Owner_Id INTEGER REFERENCES Users, Created_Time DATETIME)
        """,
        """
        CREATE TABLE Deals (
            Id INTEGER PRIMARY KEY, Deal_Name TEXT NOT NULL, Account_Id INTEGER REFERENCES Accounts, Contact_Id INTEGER REFERENCES Contacts,
            Campaign_Id INTEGER REFERENCES Campaigns, Stage TEXT, Amount DECIMAL(14,2), Probability INTEGER,
            Expected_Revenue DECIMAL(14,2) GENERATED ALWAYS AS (round(Amount * Probability / 100.0, 2)) VIRTUAL,
            Closing_Date DATE, Owner_Id INTEGER REFERENCES Users)
        """,
        "CREATE TABLE Campaigns (Id INTEGER PRIMARY KEY, Campaign_Name TEXT NOT NULL, Budget DECIMAL(14,2), Start_Date DATE, Owner_Id INTEGER REFERENCES Users)",
        "CREATE TABLE Tasks (Id INTEGER PRIMARY KEY, Subject TEXT NOT NULL, Status TEXT, Due_Date DATE, Deal_Id INTEGER REFERENCES Deals, Owner_Id INTEGER REFERENCES Users)",
        """
        CREATE TABLE Events (
            Id INTEGER PRIMARY KEY, Title TEXT NOT NULL, Venue TEXT, Start_Time DATETIME, End_Time DATETIME, Contact_Id INTEGER REFERENCES Contacts,
            Owner_Id INTEGER REFERENCES Users)
        """,
        """
        CREATE TABLE Calls (
            Id INTEGER PRIMARY KEY, Subject TEXT NOT NULL, Call_Type TEXT, Contact_Id INTEGER REFERENCES Contacts, Phone TEXT, Start_Time DATETIME,
            Duration_Seconds INTEGER, Call_Result TEXT, Description TEXT, Owner_Id INTEGER REFERENCES Users)
        """,
        """
        CREATE TABLE Notes (
            Id INTEGER PRIMARY KEY, Note_Title TEXT, Note_Content TEXT, Account_Id INTEGER REFERENCES Accounts, Owner_Id INTEGER REFERENCES Users,
            Created_Time DATETIME)
        """,
        """
        CREATE TABLE Products (
            Product_Code TEXT PRIMARY KEY, Product_Name TEXT NOT NULL, Unit_Price REAL, Tax_Rate REAL, Quantity_In_Stock INTEGER, Active BOOLEAN) WITHOUT ROWID
        """,
        """
        CREATE TABLE Quotes (
            Id INTEGER PRIMARY KEY, Subject TEXT NOT NULL, Deal_Id INTEGER REFERENCES Deals, Account_Id INTEGER REFERENCES Accounts,
            Product_Code TEXT REFERENCES Products, Quantity INTEGER, Grand_Total DECIMAL(14,2), Quote_Stage TEXT, Valid_Until DATE)
        """,
        """
        CREATE TABLE Emails (
            Id INTEGER PRIMARY KEY, Subject TEXT, Sender TEXT, Recipient TEXT, Sent_Time DATETIME, Source TEXT NOT NULL, Body TEXT,
            Contact_Id INTEGER REFERENCES Contacts, Owner_Id INTEGER REFERENCES Users)
        """,
        """
        CREATE TABLE Sites_C (
            Id INTEGER PRIMARY KEY, Site_Name TEXT NOT NULL, Account_Id INTEGER REFERENCES Accounts, Status TEXT, Latitude REAL, Longitude REAL,
            Opened_On DATE)
        """,
        "CREATE TABLE Vendors (Id INTEGER PRIMARY KEY, Vendor_Name TEXT NOT NULL, Email TEXT, Phone TEXT)",
        "CREATE TABLE Users (Id INTEGER PRIMARY KEY, Full_Name TEXT NOT NULL, Email TEXT NOT NULL, Role TEXT, Active BOOLEAN)",
        "CREATE TABLE Attachments (Id TEXT PRIMARY KEY, Module TEXT NOT NULL, Record_Id INTEGER NOT NULL, File_Name TEXT NOT NULL, Stored_As TEXT)",
        "CREATE TABLE Documents (Id INTEGER PRIMARY KEY, Title TEXT NOT NULL, Content TEXT, Stored_As TEXT, Owner_Id INTEGER REFERENCES Users)",
        "CREATE TABLE Integration_Mailchimp (Id INTEGER PRIMARY KEY, Contact_Id INTEGER REFERENCES Contacts, List_Id TEXT, Payload TEXT)",
        "CREATE TABLE Integration_Tokens (Name TEXT PRIMARY KEY, Token TEXT NOT NULL)",
    ];
}
