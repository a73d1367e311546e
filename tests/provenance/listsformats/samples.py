"""Small files of ours in the true form of each publisher; every company in them is invented."""

# ruff: noqa: E501 - published files have long lines

EU = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2024-05-06T10:00:00.000+02:00" globalFileId="1">
  <sanctionEntity designationDetails="" euReferenceNumber="EU.9001.1" logicalId="9001" designationDate="2022-03-15">
    <regulation regulationType="amendment" publicationDate="2023-02-25" entryIntoForceDate="2023-02-26"
      numberTitle="2023/1 (OJ L1)" programme="UKR" logicalId="1"><publicationUrl>http://example.org</publicationUrl></regulation>
    <subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="ООО Норд Экзампл" strong="true" nameLanguage="RU"><regulationSummary publicationDate="2023-02-25"/></nameAlias>
    <nameAlias wholeName="North Example LLC" strong="true" nameLanguage="EN"/>
    <nameAlias wholeName="NE" strong="false" nameLanguage=""/>
    <identification identificationTypeCode="regnumber" identificationTypeDescription="Registration Number"
      number="1027700132195" countryIso2Code="RU"/>
    <identification identificationTypeCode="fiscalcode" identificationTypeDescription="Fiscal Code" number="7704730655"
      countryIso2Code="RU"/>
    <address city="Testburg" street="1 Sample Street" zipCode="119000" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION"/>
  </sanctionEntity>
  <sanctionEntity euReferenceNumber="EU.9002.1" logicalId="9002">
    <regulation publicationDate="2014-07-31" entryIntoForceDate="2014-08-01" programme="UKR"/>
    <subjectType code="person" classificationCode="P"/><nameAlias wholeName="A Person" strong="true"/>
  </sanctionEntity>
  <sanctionEntity euReferenceNumber="EU.9003.1" logicalId="9003">
    <regulation publicationDate="2014-07-31" entryIntoForceDate="0000-00-00" programme="UKR"/>
    <subjectType code="enterprise" classificationCode="E"/><nameAlias wholeName="Bad Date Ltd" strong="true"/>
  </sanctionEntity>
</export>"""
OFAC = """<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">
  <publshInformation><Publish_Date>05/06/2024</Publish_Date><Record_Count>2</Record_Count></publshInformation>
  <sdnEntry><uid>90001</uid><lastName>NORTH EXAMPLE LLC</lastName><sdnType>Entity</sdnType>
    <programList><program>RUSSIA-EO14024</program><program>UKRAINE-EO13662</program></programList>
    <idList><id><uid>1</uid><idType>Tax ID No.</idType><idNumber>7704730655</idNumber><idCountry>Russia</idCountry></id></idList>
    <akaList><aka><uid>2</uid><type>a.k.a.</type><category>strong</category><lastName>OOO NORD EKZAMPL</lastName></aka></akaList>
    <addressList><address><uid>3</uid><address1>1 Sample Street</address1><city>Testburg</city><country>Russia</country></address></addressList>
  </sdnEntry>
  <sdnEntry><uid>90002</uid><firstName>A</firstName><lastName>PERSON</lastName><sdnType>Individual</sdnType></sdnEntry>
</sdnList>"""
SDN_CSV = (
    '90001,"NORTH EXAMPLE LLC",-0- ,"RUSSIA-EO14024] [UKRAINE-EO13662",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    "\"Tax ID No. 7704730655 (Russia); a.k.a. 'OOO NORD EKZAMPL'; Organization Established Date 2010.\"\r\n"
    '90002,"PERSON, A",individual,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    '90003,"SHIP ONE",vessel,"IRAN",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a'
)
CSL = {
    "results": [
        {"id": "e1", "source": "Entity List (EL) - Bureau of Industry and Security", "type": None, "programs": ["EAR"],
         "name": "North Example LLC, and any successor, sub-unit, or subsidiary thereof",
         "alt_names": ["OOO Nord Ekzampl; Nord Example"], "start_date": "2022-06-30", "end_date": None,
         "addresses": [{"address": "1 Sample Street", "city": "Testburg", "country": "RU", "state": None}], "ids": []},
        {"id": "s1", "source": "Specially Designated Nationals (SDN) - Treasury Department", "type": "Entity",
         "programs": ["RUSSIA-EO14024"], "name": "NORTH EXAMPLE LLC", "entity_number": 90001, "alt_names": None,
         "addresses": [{"address": "", "city": "Testburg", "country": "RU"}],
         "ids": [{"type": "Tax ID No.", "number": "7704730655", "country": "RU"}]},
        {"id": "s2", "source": "Specially Designated Nationals (SDN) - Treasury Department", "type": "Individual",
         "name": "PERSON, A"},
    ]
}  # fmt: skip
CSL_CSV = (
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,alt_names,ids",
    'e1,Entity List (EL) - Bureau of Industry and Security,,,EAR,North Example LLC,,"1 Sample Street, Testburg, RU; 2 Other Road, Testville, RU"'
    ',87 FR 1,2022-06-30,,OOO Nord Ekzampl; Nord Example,"RU, Tax ID No., 7704730655"',
)  # fmt: skip
UK_XML = """<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>06/05/2024</DateGenerated>
  <Designation><LastUpdated>01/02/2024</LastUpdated><DateDesignated>15/03/2022</DateDesignated><UniqueID>RUS9001</UniqueID>
    <OFSIGroupID>19001</OFSIGroupID>
    <Names><Name><Name6>NE TRADING</Name6><NameType>Alias</NameType></Name>
      <Name><Name1>NORTH</Name1><Name6>EXAMPLE LLC</Name6><NameType>Primary Name</NameType></Name></Names>
    <NonLatinNames><NonLatinName><NameNonLatinScript>ООО Норд Экзампл</NameNonLatinScript></NonLatinName></NonLatinNames>
    <RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName><IndividualEntityShip>Entity</IndividualEntityShip>
    <Addresses><Address><AddressLine1>1 Sample Street</AddressLine1><AddressLine6>Testburg</AddressLine6><AddressCountry>Russia</AddressCountry></Address></Addresses>
    <EntityDetails><Entity><BusinessRegistrationNumbers><BusinessRegistrationNumber>(1) INN 7704730655 (2) OGRN: 1027700132195</BusinessRegistrationNumber></BusinessRegistrationNumbers></Entity></EntityDetails>
  </Designation>
  <Designation><UniqueID>RUS9002</UniqueID><Names><Name><Name6>PERSON</Name6><NameType>Primary Name</NameType></Name></Names>
    <IndividualEntityShip>Individual</IndividualEntityShip></Designation>
</Designations>"""
UK_CSV = (
    "Report Date: 06-May-2024",
    "Last Updated,Unique ID,OFSI Group ID,Name 6,Name 1,Name 2,Name type,Name non-latin script,Regime Name,Designation Type,Address Line 1,"
    "Address Line 6,Address Postal Code,Address Country,Date Designated,Business registration number (s)",
    "01/02/2024,RUS9001,19001,EXAMPLE LLC,NORTH,,Primary Name,,Russia,Entity,1 Sample Street,Testburg,119000,Russia,15/03/2022,INN 7704730655",
    "01/02/2024,RUS9002,19002,PERSON,A,,Primary Name,,Russia,Individual,,,,,15/03/2022,",
    "01/02/2024,RUS9001,19001,NE TRADING,,,Alias,ООО Норд Экзампл,Russia,Entity,,,,,15/03/2022,OGRN 1027700132195",
)
OFSI_CSV = (
    "Last Updated,06/05/2024",
    "Name 6,Name 1,Name 2,Title,Name Non-Latin Script,Address 1,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,"
    "Listed On,UK Sanctions List Date Designated,Last Updated,Group ID",
    'NORTH EXAMPLE LLC,,,,ООО Норд Экзампл,1 Sample Street,Testburg,119000,Russia,"(UK Sanctions List Ref):RUS9001. (Business Reg No):7704730655",'
    "Entity,Primary name,Russia,16/03/2022,15/03/2022,01/02/2024,19001",
    'NE TRADING,,,,,,,,,"(Business Reg No):1027700132195 (Phone number):+7 000",Entity,AKA,Russia,16/03/2022,15/03/2022,01/02/2024,19001',
    "PERSON,A,,Mr,,,,,,,Individual,Primary name,Russia,16/03/2022,15/03/2022,01/02/2024,19002",
)
OFSI_XML = """<?xml version="1.0" encoding="utf-8"?>
<ArrayOfFinancialSanctionsTarget xmlns="http://schemas.hmtreasury.gov.uk/ofsi/consolidatedlist">
  <FinancialSanctionsTarget><Name6>NORTH EXAMPLE LLC</Name6><NameNonLatinScript>ООО Норд Экзампл</NameNonLatinScript><Address1>1 Sample Street</Address1>
    <Address6>Testburg</Address6><Country>Russia</Country><GroupTypeDescription>Entity</GroupTypeDescription><AliasType>Primary name</AliasType>
    <RegimeName>Russia</RegimeName><DateListed>16/03/2022</DateListed><DateDesignated>15/03/2022</DateDesignated><LastUpdated>06/05/2024</LastUpdated>
    <GroupID>19001</GroupID><Entity_BusinessRegNumber>INN 7704730655; OGRN 1027700132195</Entity_BusinessRegNumber></FinancialSanctionsTarget>
  <FinancialSanctionsTarget><Name6>NE TRADING</Name6><GroupTypeDescription>Entity</GroupTypeDescription><AliasType>AKA</AliasType>
    <LastUpdated>06/05/2024</LastUpdated><GroupID>19001</GroupID></FinancialSanctionsTarget>
</ArrayOfFinancialSanctionsTarget>"""
OPENSANCTIONS = (
    "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,program_ids,dataset,first_seen,last_seen,last_change",
    "NK-1,Company,North Example LLC,ООО Норд Экзампл;NE Trading,,ru,\"1 Sample Street, Testburg\",7704730655;1027700132195,\"EU - 2022\",,,EU-UKR,"
    "EU Financial Sanctions Files (FSF);UK FCDO Sanctions List,2022-03-16T00:00:00,2024-05-06T00:00:00,2024-01-01T00:00:00",
    "NK-2,Person,A Person,,1970,ru,,,,,,,EU Financial Sanctions Files (FSF),2022-03-16,2024-05-06,2024-01-01",
)  # fmt: skip
LEVEL_1 = (
    '"LEI","Entity.LegalName","Entity.LegalName.xmllang","Entity.OtherEntityNames.OtherEntityName.1","Entity.OtherEntityNames.OtherEntityName.1.type",'
    '"Entity.LegalAddress.FirstAddressLine","Entity.LegalAddress.City","Entity.LegalAddress.Country","Entity.LegalAddress.PostalCode",'
    '"Entity.RegistrationAuthority.RegistrationAuthorityEntityID"',
    '"213800KUD8LAJWSQ9D15","North Example LLC","en","NE Trading","TRADING","1 Sample Street","Testburg","RU","119000","1027700132195"',
    '"969500000000000000{}","Big Holding plc","en","","","2 Sample Street","Testville","GB","AB1","7"',
)
LEVEL_2 = (
    '"Relationship.StartNode.NodeID","Relationship.StartNode.NodeIDType","Relationship.EndNode.NodeID","Relationship.EndNode.NodeIDType",'
    '"Relationship.RelationshipType","Relationship.RelationshipStatus","Relationship.Period.1.startDate","Relationship.Period.1.endDate",'
    '"Relationship.Period.1.periodType"',
    '"213800KUD8LAJWSQ9D15","LEI","{}","LEI","IS_DIRECTLY_CONSOLIDATED_BY","ACTIVE","2019-01-01T00:00:00Z","","RELATIONSHIP_PERIOD"',
    '"213800KUD8LAJWSQ9D15","LEI","{}","LEI","IS_ULTIMATELY_CONSOLIDATED_BY","ACTIVE","2019-01-01T00:00:00Z","","RELATIONSHIP_PERIOD"',
    '"213800KUD8LAJWSQ9D15","LEI","213800NOBODYKNOWS000","LEI","IS_DIRECTLY_CONSOLIDATED_BY","ACTIVE","","",""',
)
HOLDING = "5493000IBP32UQZ0KL24"
LEVEL_1_API = {"data": [{"type": "lei-records", "attributes": {"lei": HOLDING, "entity": {
    "legalName": {"name": "Big Holding plc"}, "otherNames": [{"name": "Holding, the big one"}], "registeredAs": "7",
    "legalAddress": {"addressLines": ["2 Sample Street"], "city": "Testville", "country": "GB", "postalCode": "AB1"}}}}]}  # fmt: skip
LEVEL_1_COPY = {"records": [{"LEI": {"$": HOLDING}, "Entity": {
    "LegalName": {"@xml:lang": "en", "$": "Big Holding plc"}, "OtherEntityNames": {"OtherEntityName": [{"$": "Holding, the big one"}]},
    "LegalAddress": {"FirstAddressLine": {"$": "2 Sample Street"}, "City": {"$": "Testville"}, "Country": {"$": "GB"}}}}]}  # fmt: skip
BOMB = '<?xml version="1.0"?><!DOCTYPE export [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><export><sanctionEntity>&b;</sanctionEntity></export>'
