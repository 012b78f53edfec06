/**
 * DICOM PS3.6 data elements (with the retired ones) from group 0004 on: a line of four digits names the group, the lines below it element, value
 * representations, multiplicity and name. Facts as the Debian package python3-pydicom 2.3.1 lists them, and the rows of table E.1-1 that are newer.
 * Repeating groups (50xx, 60xx) are not here: they are removed whole.
 */
export const dictionary: string = `
0004
1130 CS 1 File-set ID
1141 CS 1-8 File-set Descriptor File ID
1142 CS 1 Specific Character Set of File-set Descriptor File
1200 UL 1 Offset of the First Directory Record of the Root Directory Entity
1202 UL 1 Offset of the Last Directory Record of the Root Directory Entity
1212 US 1 File-set Consistency Flag
1220 SQ 1 Directory Record Sequence
1400 UL 1 Offset of the Next Directory Record
1410 US 1 Record In-use Flag
1420 UL 1 Offset of Referenced Lower-Level Directory Entity
1430 CS 1 Directory Record Type
1432 UI 1 Private Record UID
1500 CS 1-8 Referenced File ID
1504 UL 1 MRDR Directory Record Offset
1510 UI 1 Referenced SOP Class UID in File
1511 UI 1 Referenced SOP Instance UID in File
1512 UI 1 Referenced Transfer Syntax UID in File
151A UI 1-n Referenced Related General SOP Class UID in File
1600 UL 1 Number of References
0008
0001 UL 1 Length to End
0005 CS 1-n Specific Character Set
0006 SQ 1 Language Code Sequence
0008 CS 2-n Image Type
0010 SH 1 Recognition Code
0012 DA 1 Instance Creation Date
0013 TM 1 Instance Creation Time
0014 UI 1 Instance Creator UID
0015 DT 1 Instance Coercion DateTime
0016 UI 1 SOP Class UID
0017 UI 1 Acquisition UID
0018 UI 1 SOP Instance UID
0019 UI 1 Pyramid UID
001A UI 1-n Related General SOP Class UID
001B UI 1 Original Specialized SOP Class UID
0020 DA 1 Study Date
0021 DA 1 Series Date
0022 DA 1 Acquisition Date
0023 DA 1 Content Date
0024 DA 1 Overlay Date
0025 DA 1 Curve Date
002A DT 1 Acquisition DateTime
0030 TM 1 Study Time
0031 TM 1 Series Time
0032 TM 1 Acquisition Time
0033 TM 1 Content Time
0034 TM 1 Overlay Time
0035 TM 1 Curve Time
0040 US 1 Data Set Type
0041 LO 1 Data Set Subtype
0042 CS 1 Nuclear Medicine Series Type
0050 SH 1 Accession Number
0051 SQ 1 Issuer of Accession Number Sequence
0052 CS 1 Query/Retrieve Level
0053 CS 1 Query/Retrieve View
0054 AE 1-n Retrieve AE Title
0055 AE 1 Station AE Title
0056 CS 1 Instance Availability
0058 UI 1-n Failed SOP Instance UID List
0060 CS 1 Modality
0061 CS 1-n Modalities in Study
0062 UI 1-n SOP Classes in Study
0063 SQ 1 Anatomic Regions in Study Code Sequence
0064 CS 1 Conversion Type
0068 CS 1 Presentation Intent Type
0070 LO 1 Manufacturer
0080 LO 1 Institution Name
0081 ST 1 Institution Address
0082 SQ 1 Institution Code Sequence
0090 PN 1 Referring Physician's Name
0092 ST 1 Referring Physician's Address
0094 SH 1-n Referring Physician's Telephone Numbers
0096 SQ 1 Referring Physician Identification Sequence
009C PN 1-n Consulting Physician's Name
009D SQ 1 Consulting Physician Identification Sequence
0100 SH 1 Code Value
0101 LO 1 Extended Code Value
0102 SH 1 Coding Scheme Designator
0103 SH 1 Coding Scheme Version
0104 LO 1 Code Meaning
0105 CS 1 Mapping Resource
0106 DT 1 Context Group Version
0107 DT 1 Context Group Local Version
0108 LT 1 Extended Code Meaning
0109 SQ 1 Coding Scheme Resources Sequence
010A CS 1 Coding Scheme URL Type
010B CS 1 Context Group Extension Flag
010C UI 1 Coding Scheme UID
010D UI 1 Context Group Extension Creator UID
010E UR 1 Coding Scheme URL
010F CS 1 Context Identifier
0110 SQ 1 Coding Scheme Identification Sequence
0112 LO 1 Coding Scheme Registry
0114 ST 1 Coding Scheme External ID
0115 ST 1 Coding Scheme Name
0116 ST 1 Coding Scheme Responsible Organization
0117 UI 1 Context UID
0118 UI 1 Mapping Resource UID
0119 UC 1 Long Code Value
0120 UR 1 URN Code Value
0121 SQ 1 Equivalent Code Sequence
0122 LO 1 Mapping Resource Name
0123 SQ 1 Context Group Identification Sequence
0124 SQ 1 Mapping Resource Identification Sequence
0201 SH 1 Timezone Offset From UTC
0202 OB 1 Retired-blank
0220 SQ 1 Responsible Group Code Sequence
0221 CS 1 Equipment Modality
0222 LO 1 Manufacturer's Related Model Group
0300 SQ 1 Private Data Element Characteristics Sequence
0301 US 1 Private Group Reference
0302 LO 1 Private Creator Reference
0303 CS 1 Block Identifying Information Status
0304 US 1-n Nonidentifying Private Elements
0305 SQ 1 Deidentification Action Sequence
0306 US 1-n Identifying Private Elements
0307 CS 1 Deidentification Action
0308 US 1 Private Data Element
0309 UL 1-3 Private Data Element Value Multiplicity
030A CS 1 Private Data Element Value Representation
030B UL 1-2 Private Data Element Number of Items
030C UC 1 Private Data Element Name
030D UC 1 Private Data Element Keyword
030E UT 1 Private Data Element Description
030F UT 1 Private Data Element Encoding
0310 SQ 1 Private Data Element Definition Sequence
1000 AE 1 Network ID
1010 SH 1 Station Name
1030 LO 1 Study Description
1032 SQ 1 Procedure Code Sequence
103E LO 1 Series Description
103F SQ 1 Series Description Code Sequence
1040 LO 1 Institutional Department Name
1041 SQ 1 Institutional Department Type Code Sequence
1048 PN 1-n Physician(s) of Record
1049 SQ 1 Physician(s) of Record Identification Sequence
1050 PN 1-n Performing Physician's Name
1052 SQ 1 Performing Physician Identification Sequence
1060 PN 1-n Name of Physician(s) Reading Study
1062 SQ 1 Physician(s) Reading Study Identification Sequence
1070 PN 1-n Operators' Name
1072 SQ 1 Operator Identification Sequence
1080 LO 1-n Admitting Diagnoses Description
1084 SQ 1 Admitting Diagnoses Code Sequence
1088 LO 1 Pyramid Description
1090 LO 1 Manufacturer's Model Name
1100 SQ 1 Referenced Results Sequence
1110 SQ 1 Referenced Study Sequence
1111 SQ 1 Referenced Performed Procedure Step Sequence
1115 SQ 1 Referenced Series Sequence
1120 SQ 1 Referenced Patient Sequence
1125 SQ 1 Referenced Visit Sequence
1130 SQ 1 Referenced Overlay Sequence
1134 SQ 1 Referenced Stereometric Instance Sequence
113A SQ 1 Referenced Waveform Sequence
1140 SQ 1 Referenced Image Sequence
1145 SQ 1 Referenced Curve Sequence
114A SQ 1 Referenced Instance Sequence
114B SQ 1 Referenced Real World Value Mapping Instance Sequence
1150 UI 1 Referenced SOP Class UID
1155 UI 1 Referenced SOP Instance UID
1156 SQ 1 Definition Source Sequence
115A UI 1-n SOP Classes Supported
1160 IS 1-n Referenced Frame Number
1161 UL 1-n Simple Frame List
1162 UL 3-3n Calculated Frame List
1163 FD 2 Time Range
1164 SQ 1 Frame Extraction Sequence
1167 UI 1 Multi-frame Source SOP Instance UID
1190 UR 1 Retrieve URL
1195 UI 1 Transaction UID
1196 US 1 Warning Reason
1197 US 1 Failure Reason
1198 SQ 1 Failed SOP Sequence
1199 SQ 1 Referenced SOP Sequence
119A SQ 1 Other Failures Sequence
1200 SQ 1 Studies Containing Other Referenced Instances Sequence
1250 SQ 1 Related Series Sequence
2110 CS 1 Lossy Image Compression (Retired)
2111 ST 1 Derivation Description
2112 SQ 1 Source Image Sequence
2120 SH 1 Stage Name
2122 IS 1 Stage Number
2124 IS 1 Number of Stages
2127 SH 1 View Name
2128 IS 1 View Number
2129 IS 1 Number of Event Timers
212A IS 1 Number of Views in Stage
2130 DS 1-n Event Elapsed Time(s)
2132 LO 1-n Event Timer Name(s)
2133 SQ 1 Event Timer Sequence
2134 FD 1 Event Time Offset
2135 SQ 1 Event Code Sequence
2142 IS 1 Start Trim
2143 IS 1 Stop Trim
2144 IS 1 Recommended Display Frame Rate
2200 CS 1 Transducer Position
2204 CS 1 Transducer Orientation
2208 CS 1 Anatomic Structure
2218 SQ 1 Anatomic Region Sequence
2220 SQ 1 Anatomic Region Modifier Sequence
2228 SQ 1 Primary Anatomic Structure Sequence
2229 SQ 1 Anatomic Structure, Space or Region Sequence
2230 SQ 1 Primary Anatomic Structure Modifier Sequence
2240 SQ 1 Transducer Position Sequence
2242 SQ 1 Transducer Position Modifier Sequence
2244 SQ 1 Transducer Orientation Sequence
2246 SQ 1 Transducer Orientation Modifier Sequence
2251 SQ 1 Anatomic Structure Space Or Region Code Sequence (Trial)
2253 SQ 1 Anatomic Portal Of Entrance Code Sequence (Trial)
2255 SQ 1 Anatomic Approach Direction Code Sequence (Trial)
2256 ST 1 Anatomic Perspective Description (Trial)
2257 SQ 1 Anatomic Perspective Code Sequence (Trial)
2258 ST 1 Anatomic Location Of Examining Instrument Description (Trial)
2259 SQ 1 Anatomic Location Of Examining Instrument Code Sequence (Trial)
225A SQ 1 Anatomic Structure Space Or Region Modifier Code Sequence (Trial)
225C SQ 1 On Axis Background Anatomic Structure Code Sequence (Trial)
3001 SQ 1 Alternate Representation Sequence
3002 UI 1-n Available Transfer Syntax UID
3010 UI 1-n Irradiation Event UID
3011 SQ 1 Source Irradiation Event Sequence
3012 UI 1 Radiopharmaceutical Administration Event UID
4000 LT 1 Identifying Comments
9007 CS 4 Frame Type
9092 SQ 1 Referenced Image Evidence Sequence
9121 SQ 1 Referenced Raw Data Sequence
9123 UI 1 Creator-Version UID
9124 SQ 1 Derivation Image Sequence
9154 SQ 1 Source Image Evidence Sequence
9205 CS 1 Pixel Presentation
9206 CS 1 Volumetric Properties
9207 CS 1 Volume Based Calculation Technique
9208 CS 1 Complex Image Component
9209 CS 1 Acquisition Contrast
9215 SQ 1 Derivation Code Sequence
9237 SQ 1 Referenced Presentation State Sequence
9410 SQ 1 Referenced Other Plane Sequence
9458 SQ 1 Frame Display Sequence
9459 FL 1 Recommended Display Frame Rate in Float
9460 CS 1 Skip Frame Range Flag
0010
0010 PN 1 Patient's Name
0020 LO 1 Patient ID
0021 LO 1 Issuer of Patient ID
0022 CS 1 Type of Patient ID
0024 SQ 1 Issuer of Patient ID Qualifiers Sequence
0026 SQ 1 Source Patient Group Identification Sequence
0027 SQ 1 Group of Patients Identification Sequence
0028 US 3 Subject Relative Position in Image
0030 DA 1 Patient's Birth Date
0032 TM 1 Patient's Birth Time
0033 LO 1 Patient's Birth Date in Alternative Calendar
0034 LO 1 Patient's Death Date in Alternative Calendar
0035 CS 1 Patient's Alternative Calendar
0040 CS 1 Patient's Sex
0050 SQ 1 Patient's Insurance Plan Code Sequence
0101 SQ 1 Patient's Primary Language Code Sequence
0102 SQ 1 Patient's Primary Language Modifier Code Sequence
0200 CS 1 Quality Control Subject
0201 SQ 1 Quality Control Subject Type Code Sequence
0212 UC 1 Strain Description
0213 LO 1 Strain Nomenclature
0214 LO 1 Strain Stock Number
0215 SQ 1 Strain Source Registry Code Sequence
0216 SQ 1 Strain Stock Sequence
0217 LO 1 Strain Source
0218 UT 1 Strain Additional Information
0219 SQ 1 Strain Code Sequence
0221 SQ 1 Genetic Modifications Sequence
0222 UC 1 Genetic Modifications Description
0223 LO 1 Genetic Modifications Nomenclature
0229 SQ 1 Genetic Modifications Code Sequence
1000 LO 1-n Other Patient IDs
1001 PN 1-n Other Patient Names
1002 SQ 1 Other Patient IDs Sequence
1005 PN 1 Patient's Birth Name
1010 AS 1 Patient's Age
1020 DS 1 Patient's Size
1021 SQ 1 Patient's Size Code Sequence
1022 DS 1 Patient's Body Mass Index
1023 DS 1 Measured AP Dimension
1024 DS 1 Measured Lateral Dimension
1030 DS 1 Patient's Weight
1040 LO 1 Patient's Address
1050 LO 1-n Insurance Plan Identification
1060 PN 1 Patient's Mother's Birth Name
1080 LO 1 Military Rank
1081 LO 1 Branch of Service
1090 LO 1 Medical Record Locator
1100 SQ 1 Referenced Patient Photo Sequence
2000 LO 1-n Medical Alerts
2110 LO 1-n Allergies
2150 LO 1 Country of Residence
2152 LO 1 Region of Residence
2154 SH 1-n Patient's Telephone Numbers
2155 LT 1 Patient's Telecom Information
2160 SH 1 Ethnic Group
2180 SH 1 Occupation
21A0 CS 1 Smoking Status
21B0 LT 1 Additional Patient History
21C0 US 1 Pregnancy Status
21D0 DA 1 Last Menstrual Date
21F0 LO 1 Patient's Religious Preference
2201 LO 1 Patient Species Description
2202 SQ 1 Patient Species Code Sequence
2203 CS 1 Patient's Sex Neutered
2210 CS 1 Anatomical Orientation Type
2292 LO 1 Patient Breed Description
2293 SQ 1 Patient Breed Code Sequence
2294 SQ 1 Breed Registration Sequence
2295 LO 1 Breed Registration Number
2296 SQ 1 Breed Registry Code Sequence
2297 PN 1 Responsible Person
2298 CS 1 Responsible Person Role
2299 LO 1 Responsible Organization
4000 LT 1 Patient Comments
9431 FL 1 Examined Body Thickness
0012
0010 LO 1 Clinical Trial Sponsor Name
0020 LO 1 Clinical Trial Protocol ID
0021 LO 1 Clinical Trial Protocol Name
0022 LO 1 Issuer of Clinical Trial Protocol ID
0023 SQ 1 Other Clinical Trial Protocol IDs Sequence
0030 LO 1 Clinical Trial Site ID
0031 LO 1 Clinical Trial Site Name
0032 LO 1 Issuer of Clinical Trial Site ID
0040 LO 1 Clinical Trial Subject ID
0041 LO 1 Issuer of Clinical Trial Subject ID
0042 LO 1 Clinical Trial Subject Reading ID
0043 LO 1 Issuer of Clinical Trial Subject Reading ID
0050 LO 1 Clinical Trial Time Point ID
0051 ST 1 Clinical Trial Time Point Description
0052 FD 1 Longitudinal Temporal Offset from Event
0053 CS 1 Longitudinal Temporal Event Type
0055 LO 1 Issuer of Clinical Trial Time Point ID
0060 LO 1 Clinical Trial Coordinating Center Name
0062 CS 1 Patient Identity Removed
0063 LO 1-n De-identification Method
0064 SQ 1 De-identification Method Code Sequence
0071 LO 1 Clinical Trial Series ID
0072 LO 1 Clinical Trial Series Description
0073 LO 1 Issuer of Clinical Trial Series ID
0081 LO 1 Clinical Trial Protocol Ethics Committee Name
0082 LO 1 Clinical Trial Protocol Ethics Committee Approval Number
0083 SQ 1 Consent for Clinical Trial Use Sequence
0084 CS 1 Distribution Type
0085 CS 1 Consent for Distribution Flag
0086 DA 1 Ethics Committee Approval Effectiveness Start Date
0087 DA 1 Ethics Committee Approval Effectiveness End Date
0014
0023 ST 1 CAD File Format
0024 ST 1 Component Reference System
0025 ST 1 Component Manufacturing Procedure
0028 ST 1 Component Manufacturer
0030 DS 1-n Material Thickness
0032 DS 1-n Material Pipe Diameter
0034 DS 1-n Material Isolation Diameter
0042 ST 1 Material Grade
0044 ST 1 Material Properties Description
0045 ST 1 Material Properties File Format (Retired)
0046 LT 1 Material Notes
0050 CS 1 Component Shape
0052 CS 1 Curvature Type
0054 DS 1 Outer Diameter
0056 DS 1 Inner Diameter
0100 LO 1-n Component Welder IDs
0101 CS 1 Secondary Approval Status
0102 DA 1 Secondary Review Date
0103 TM 1 Secondary Review Time
0104 PN 1 Secondary Reviewer Name
0105 ST 1 Repair ID
0106 SQ 1 Multiple Component Approval Sequence
0107 CS 1-n Other Approval Status
0108 CS 1-n Other Secondary Approval Status
1010 ST 1 Actual Environmental Conditions
1020 DA 1 Expiry Date
1040 ST 1 Environmental Conditions
2002 SQ 1 Evaluator Sequence
2004 IS 1 Evaluator Number
2006 PN 1 Evaluator Name
2008 IS 1 Evaluation Attempt
2012 SQ 1 Indication Sequence
2014 IS 1 Indication Number
2016 SH 1 Indication Label
2018 ST 1 Indication Description
201A CS 1-n Indication Type
201C CS 1 Indication Disposition
201E SQ 1 Indication ROI Sequence
2030 SQ 1 Indication Physical Property Sequence
2032 SH 1 Property Label
2202 IS 1 Coordinate System Number of Axes
2204 SQ 1 Coordinate System Axes Sequence
2206 ST 1 Coordinate System Axis Description
2208 CS 1 Coordinate System Data Set Mapping
220A IS 1 Coordinate System Axis Number
220C CS 1 Coordinate System Axis Type
220E CS 1 Coordinate System Axis Units
2210 OB 1 Coordinate System Axis Values
2220 SQ 1 Coordinate System Transform Sequence
2222 ST 1 Transform Description
2224 IS 1 Transform Number of Axes
2226 IS 1-n Transform Order of Axes
2228 CS 1 Transformed Axis Units
222A DS 1-n Coordinate System Transform Rotation and Scale Matrix
222C DS 1-n Coordinate System Transform Translation Matrix
3011 DS 1 Internal Detector Frame Time
3012 DS 1 Number of Frames Integrated
3020 SQ 1 Detector Temperature Sequence
3022 ST 1 Sensor Name
3024 DS 1 Horizontal Offset of Sensor
3026 DS 1 Vertical Offset of Sensor
3028 DS 1 Sensor Temperature
3040 SQ 1 Dark Current Sequence
3050 OB/OW 1 Dark Current Counts
3060 SQ 1 Gain Correction Reference Sequence
3070 OB/OW 1 Air Counts
3071 DS 1 KV Used in Gain Calibration
3072 DS 1 MA Used in Gain Calibration
3073 DS 1 Number of Frames Used for Integration
3074 LO 1 Filter Material Used in Gain Calibration
3075 DS 1 Filter Thickness Used in Gain Calibration
3076 DA 1 Date of Gain Calibration
3077 TM 1 Time of Gain Calibration
3080 OB 1 Bad Pixel Image
3099 LT 1 Calibration Notes
3100 LT 1 Linearity Correction Technique
3101 LT 1 Beam Hardening Correction Technique
4002 SQ 1 Pulser Equipment Sequence
4004 CS 1 Pulser Type
4006 LT 1 Pulser Notes
4008 SQ 1 Receiver Equipment Sequence
400A CS 1 Amplifier Type
400C LT 1 Receiver Notes
400E SQ 1 Pre-Amplifier Equipment Sequence
400F LT 1 Pre-Amplifier Notes
4010 SQ 1 Transmit Transducer Sequence
4011 SQ 1 Receive Transducer Sequence
4012 US 1 Number of Elements
4013 CS 1 Element Shape
4014 DS 1 Element Dimension A
4015 DS 1 Element Dimension B
4016 DS 1 Element Pitch A
4017 DS 1 Measured Beam Dimension A
4018 DS 1 Measured Beam Dimension B
4019 DS 1 Location of Measured Beam Diameter
401A DS 1 Nominal Frequency
401B DS 1 Measured Center Frequency
401C DS 1 Measured Bandwidth
401D DS 1 Element Pitch B
4020 SQ 1 Pulser Settings Sequence
4022 DS 1 Pulse Width
4024 DS 1 Excitation Frequency
4026 CS 1 Modulation Type
4028 DS 1 Damping
4030 SQ 1 Receiver Settings Sequence
4031 DS 1 Acquired Soundpath Length
4032 CS 1 Acquisition Compression Type
4033 IS 1 Acquisition Sample Size
4034 DS 1 Rectifier Smoothing
4035 SQ 1 DAC Sequence
4036 CS 1 DAC Type
4038 DS 1-n DAC Gain Points
403A DS 1-n DAC Time Points
403C DS 1-n DAC Amplitude
4040 SQ 1 Pre-Amplifier Settings Sequence
4050 SQ 1 Transmit Transducer Settings Sequence
4051 SQ 1 Receive Transducer Settings Sequence
4052 DS 1 Incident Angle
4054 ST 1 Coupling Technique
4056 ST 1 Coupling Medium
4057 DS 1 Coupling Velocity
4058 DS 1 Probe Center Location X
4059 DS 1 Probe Center Location Z
405A DS 1 Sound Path Length
405C ST 1 Delay Law Identifier
4060 SQ 1 Gate Settings Sequence
4062 DS 1 Gate Threshold
4064 DS 1 Velocity of Sound
4070 SQ 1 Calibration Settings Sequence
4072 ST 1 Calibration Procedure
4074 SH 1 Procedure Version
4076 DA 1 Procedure Creation Date
4078 DA 1 Procedure Expiration Date
407A DA 1 Procedure Last Modified Date
407C TM 1-n Calibration Time
407E DA 1-n Calibration Date
4080 SQ 1 Probe Drive Equipment Sequence
4081 CS 1 Drive Type
4082 LT 1 Probe Drive Notes
4083 SQ 1 Drive Probe Sequence
4084 DS 1 Probe Inductance
4085 DS 1 Probe Resistance
4086 SQ 1 Receive Probe Sequence
4087 SQ 1 Probe Drive Settings Sequence
4088 DS 1 Bridge Resistors
4089 DS 1 Probe Orientation Angle
408B DS 1 User Selected Gain Y
408C DS 1 User Selected Phase
408D DS 1 User Selected Offset X
408E DS 1 User Selected Offset Y
4091 SQ 1 Channel Settings Sequence
4092 DS 1 Channel Threshold
409A SQ 1 Scanner Settings Sequence
409B ST 1 Scan Procedure
409C DS 1 Translation Rate X
409D DS 1 Translation Rate Y
409F DS 1 Channel Overlap
40A0 LO 1-n Image Quality Indicator Type
40A1 LO 1-n Image Quality Indicator Material
40A2 LO 1-n Image Quality Indicator Size
5002 IS 1 LINAC Energy
5004 IS 1 LINAC Output
5100 US 1 Active Aperture
5101 DS 1 Total Aperture
5102 DS 1 Aperture Elevation
5103 DS 1 Main Lobe Angle
5104 DS 1 Main Roof Angle
5105 CS 1 Connector Type
5106 SH 1 Wedge Model Number
5107 DS 1 Wedge Angle Float
5108 DS 1 Wedge Roof Angle
5109 CS 1 Wedge Element 1 Position
510A DS 1 Wedge Material Velocity
510B SH 1 Wedge Material
510C DS 1 Wedge Offset Z
510D DS 1 Wedge Origin Offset X
510E DS 1 Wedge Time Delay
510F SH 1 Wedge Name
5110 SH 1 Wedge Manufacturer Name
5111 LO 1 Wedge Description
5112 DS 1 Nominal Beam Angle
5113 DS 1 Wedge Offset X
5114 DS 1 Wedge Offset Y
5115 DS 1 Wedge Total Length
5116 DS 1 Wedge In Contact Length
5117 DS 1 Wedge Front Gap
5118 DS 1 Wedge Total Height
5119 DS 1 Wedge Front Height
511A DS 1 Wedge Rear Height
511B DS 1 Wedge Total Width
511C DS 1 Wedge In Contact Width
511D DS 1 Wedge Chamfer Height
511E CS 1 Wedge Curve
511F DS 1 Radius Along the Wedge
0016
0001 DS 1 White Point
0002 DS 3 Primary Chromaticities
0003 UT 1 Battery Level
0004 DS 1 Exposure Time in Seconds
0005 DS 1 F-Number
0006 IS 1 OECF Rows
0007 IS 1 OECF Columns
0008 UC 1-n OECF Column Names
0009 DS 1-n OECF Values
000A IS 1 Spatial Frequency Response Rows
000B IS 1 Spatial Frequency Response Columns
000C UC 1-n Spatial Frequency Response Column Names
000D DS 1-n Spatial Frequency Response Values
000E IS 1 Color Filter Array Pattern Rows
000F IS 1 Color Filter Array Pattern Columns
0010 DS 1-n Color Filter Array Pattern Values
0011 US 1 Flash Firing Status
0012 US 1 Flash Return Status
0013 US 1 Flash Mode
0014 US 1 Flash Function Present
0015 US 1 Flash Red Eye Mode
0016 US 1 Exposure Program
0017 UT 1 Spectral Sensitivity
0018 IS 1 Photographic Sensitivity
0019 IS 1 Self Timer Mode
001A US 1 Sensitivity Type
001B IS 1 Standard Output Sensitivity
001C IS 1 Recommended Exposure Index
001D IS 1 ISO Speed
001E IS 1 ISO Speed Latitude yyy
001F IS 1 ISO Speed Latitude zzz
0020 UT 1 EXIF Version
0021 DS 1 Shutter Speed Value
0022 DS 1 Aperture Value
0023 DS 1 Brightness Value
0024 DS 1 Exposure Bias Value
0025 DS 1 Max Aperture Value
0026 DS 1 Subject Distance
0027 US 1 Metering Mode
0028 US 1 Light Source
0029 DS 1 Focal Length
002A IS 2-4 Subject Area
002B OB 1 Maker Note
0030 DS 1 Temperature
0031 DS 1 Humidity
0032 DS 1 Pressure
0033 DS 1 Water Depth
0034 DS 1 Acceleration
0035 DS 1 Camera Elevation Angle
0036 DS 1-2 Flash Energy
0037 IS 2 Subject Location
0038 DS 1 Photographic Exposure Index
0039 US 1 Sensing Method
003A US 1 File Source
003B US 1 Scene Type
0041 US 1 Custom Rendered
0042 US 1 Exposure Mode
0043 US 1 White Balance
0044 DS 1 Digital Zoom Ratio
0045 IS 1 Focal Length In 35mm Film
0046 US 1 Scene Capture Type
0047 US 1 Gain Control
0048 US 1 Contrast
0049 US 1 Saturation
004A US 1 Sharpness
004B OB 1 Device Setting Description
004C US 1 Subject Distance Range
004D UT 1 Camera Owner Name
004E DS 4 Lens Specification
004F UT 1 Lens Make
0050 UT 1 Lens Model
0051 UT 1 Lens Serial Number
0061 CS 1 Interoperability Index
0062 OB 1 Interoperability Version
0070 OB 1 GPS Version ID
0071 CS 1 GPS Latitude Ref
0072 DS 3 GPS Latitude
0073 CS 1 GPS Longitude Ref
0074 DS 3 GPS Longitude
0075 US 1 GPS Altitude Ref
0076 DS 1 GPS Altitude
0077 DT 1 GPS Time Stamp
0078 UT 1 GPS Satellites
0079 CS 1 GPS Status
007A CS 1 GPS Measure Mode
007B DS 1 GPS DOP
007C CS 1 GPS Speed Ref
007D DS 1 GPS Speed
007E CS 1 GPS Track Ref
007F DS 1 GPS Track
0080 CS 1 GPS Img Direction Ref
0081 DS 1 GPS Img Direction
0082 UT 1 GPS Map Datum
0083 CS 1 GPS Dest Latitude Ref
0084 DS 3 GPS Dest Latitude
0085 CS 1 GPS Dest Longitude Ref
0086 DS 3 GPS Dest Longitude
0087 CS 1 GPS Dest Bearing Ref
0088 DS 1 GPS Dest Bearing
0089 CS 1 GPS Dest Distance Ref
008A DS 1 GPS Dest Distance
008B OB 1 GPS Processing Method
008C OB 1 GPS Area Information
008D DT 1 GPS Date Stamp
008E IS 1 GPS Differential
1001 CS 1 Light Source Polarization
1002 DS 1 Emitter Color Temperature
1003 CS 1 Contact Method
1004 CS 1-n Immersion Media
1005 DS 1 Optical Magnification Factor
0018
0010 LO 1 Contrast/Bolus Agent
0012 SQ 1 Contrast/Bolus Agent Sequence
0013 FL 1 Contrast/Bolus T1 Relaxivity
0014 SQ 1 Contrast/Bolus Administration Route Sequence
0015 CS 1 Body Part Examined
0020 CS 1-n Scanning Sequence
0021 CS 1-n Sequence Variant
0022 CS 1-n Scan Options
0023 CS 1 MR Acquisition Type
0024 SH 1 Sequence Name
0025 CS 1 Angio Flag
0026 SQ 1 Intervention Drug Information Sequence
0027 TM 1 Intervention Drug Stop Time
0028 DS 1 Intervention Drug Dose
0029 SQ 1 Intervention Drug Code Sequence
002A SQ 1 Additional Drug Sequence
0030 LO 1-n Radionuclide
0031 LO 1 Radiopharmaceutical
0032 DS 1 Energy Window Centerline
0033 DS 1-n Energy Window Total Width
0034 LO 1 Intervention Drug Name
0035 TM 1 Intervention Drug Start Time
0036 SQ 1 Intervention Sequence
0037 CS 1 Therapy Type
0038 CS 1 Intervention Status
0039 CS 1 Therapy Description
003A ST 1 Intervention Description
0040 IS 1 Cine Rate
0042 CS 1 Initial Cine Run State
0050 DS 1 Slice Thickness
0060 DS 1 KVP
0061 DS 1
0070 IS 1 Counts Accumulated
0071 CS 1 Acquisition Termination Condition
0072 DS 1 Effective Duration
0073 CS 1 Acquisition Start Condition
0074 IS 1 Acquisition Start Condition Data
0075 IS 1 Acquisition Termination Condition Data
0080 DS 1 Repetition Time
0081 DS 1 Echo Time
0082 DS 1 Inversion Time
0083 DS 1 Number of Averages
0084 DS 1 Imaging Frequency
0085 SH 1 Imaged Nucleus
0086 IS 1-n Echo Number(s)
0087 DS 1 Magnetic Field Strength
0088 DS 1 Spacing Between Slices
0089 IS 1 Number of Phase Encoding Steps
0090 DS 1 Data Collection Diameter
0091 IS 1 Echo Train Length
0093 DS 1 Percent Sampling
0094 DS 1 Percent Phase Field of View
0095 DS 1 Pixel Bandwidth
1000 LO 1 Device Serial Number
1002 UI 1 Device UID
1003 LO 1 Device ID
1004 LO 1 Plate ID
1005 LO 1 Generator ID
1006 LO 1 Grid ID
1007 LO 1 Cassette ID
1008 LO 1 Gantry ID
1009 UT 1 Unique Device Identifier
100A SQ 1 UDI Sequence
100B UI 1-n Manufacturer's Device Class UID
1010 LO 1 Secondary Capture Device ID
1011 LO 1 Hardcopy Creation Device ID
1012 DA 1 Date of Secondary Capture
1014 TM 1 Time of Secondary Capture
1016 LO 1 Secondary Capture Device Manufacturer
1017 LO 1 Hardcopy Device Manufacturer
1018 LO 1 Secondary Capture Device Manufacturer's Model Name
1019 LO 1-n Secondary Capture Device Software Versions
101A LO 1-n Hardcopy Device Software Version
101B LO 1 Hardcopy Device Manufacturer's Model Name
1020 LO 1-n Software Versions
1022 SH 1 Video Image Format Acquired
1023 LO 1 Digital Image Format Acquired
1030 LO 1 Protocol Name
1040 LO 1 Contrast/Bolus Route
1041 DS 1 Contrast/Bolus Volume
1042 TM 1 Contrast/Bolus Start Time
1043 TM 1 Contrast/Bolus Stop Time
1044 DS 1 Contrast/Bolus Total Dose
1045 IS 1 Syringe Counts
1046 DS 1-n Contrast Flow Rate
1047 DS 1-n Contrast Flow Duration
1048 CS 1 Contrast/Bolus Ingredient
1049 DS 1 Contrast/Bolus Ingredient Concentration
1050 DS 1 Spatial Resolution
1060 DS 1 Trigger Time
1061 LO 1 Trigger Source or Type
1062 IS 1 Nominal Interval
1063 DS 1 Frame Time
1064 LO 1 Cardiac Framing Type
1065 DS 1-n Frame Time Vector
1066 DS 1 Frame Delay
1067 DS 1 Image Trigger Delay
1068 DS 1 Multiplex Group Time Offset
1069 DS 1 Trigger Time Offset
106A CS 1 Synchronization Trigger
106C US 2 Synchronization Channel
106E UL 1 Trigger Sample Position
1070 LO 1 Radiopharmaceutical Route
1071 DS 1 Radiopharmaceutical Volume
1072 TM 1 Radiopharmaceutical Start Time
1073 TM 1 Radiopharmaceutical Stop Time
1074 DS 1 Radionuclide Total Dose
1075 DS 1 Radionuclide Half Life
1076 DS 1 Radionuclide Positron Fraction
1077 DS 1 Radiopharmaceutical Specific Activity
1078 DT 1 Radiopharmaceutical Start DateTime
1079 DT 1 Radiopharmaceutical Stop DateTime
1080 CS 1 Beat Rejection Flag
1081 IS 1 Low R-R Value
1082 IS 1 High R-R Value
1083 IS 1 Intervals Acquired
1084 IS 1 Intervals Rejected
1085 LO 1 PVC Rejection
1086 IS 1 Skip Beats
1088 IS 1 Heart Rate
1090 IS 1 Cardiac Number of Images
1094 IS 1 Trigger Window
1100 DS 1 Reconstruction Diameter
1110 DS 1 Distance Source to Detector
1111 DS 1 Distance Source to Patient
1114 DS 1 Estimated Radiographic Magnification Factor
1120 DS 1 Gantry/Detector Tilt
1121 DS 1 Gantry/Detector Slew
1130 DS 1 Table Height
1131 DS 1 Table Traverse
1134 CS 1 Table Motion
1135 DS 1-n Table Vertical Increment
1136 DS 1-n Table Lateral Increment
1137 DS 1-n Table Longitudinal Increment
1138 DS 1 Table Angle
113A CS 1 Table Type
1140 CS 1 Rotation Direction
1141 DS 1 Angular Position
1142 DS 1-n Radial Position
1143 DS 1 Scan Arc
1144 DS 1 Angular Step
1145 DS 1 Center of Rotation Offset
1146 DS 1-n Rotation Offset
1147 CS 1 Field of View Shape
1149 IS 1-2 Field of View Dimension(s)
1150 IS 1 Exposure Time
1151 IS 1 X-Ray Tube Current
1152 IS 1 Exposure
1153 IS 1 Exposure in uAs
1154 DS 1 Average Pulse Width
1155 CS 1 Radiation Setting
1156 CS 1 Rectification Type
115A CS 1 Radiation Mode
115E DS 1 Image and Fluoroscopy Area Dose Product
1160 SH 1 Filter Type
1161 LO 1-n Type of Filters
1162 DS 1 Intensifier Size
1164 DS 2 Imager Pixel Spacing
1166 CS 1-n Grid
1170 IS 1 Generator Power
1180 SH 1 Collimator/grid Name
1181 CS 1 Collimator Type
1182 IS 1-2 Focal Distance
1183 DS 1-2 X Focus Center
1184 DS 1-2 Y Focus Center
1190 DS 1-n Focal Spot(s)
1191 CS 1 Anode Target Material
11A0 DS 1 Body Part Thickness
11A2 DS 1 Compression Force
11A3 DS 1 Compression Pressure
11A4 LO 1 Paddle Description
11A5 DS 1 Compression Contact Area
11B0 LO 1 Acquisition Mode
11B1 LO 1 Dose Mode Name
11B2 CS 1 Acquired Subtraction Mask Flag
11B3 CS 1 Fluoroscopy Persistence Flag
11B4 CS 1 Fluoroscopy Last Image Hold Persistence Flag
11B5 IS 1 Upper Limit Number Of Persistent Fluoroscopy Frames
11B6 CS 1 Contrast/Bolus Auto Injection Trigger Flag
11B7 FD 1 Contrast/Bolus Injection Delay
11B8 SQ 1 XA Acquisition Phase Details Sequence
11B9 FD 1 XA Acquisition Frame Rate
11BA SQ 1 XA Plane Details Sequence
11BB LO 1 Acquisition Field of View Label
11BC SQ 1 X-Ray Filter Details Sequence
11BD FD 1 XA Acquisition Duration
11BE CS 1 Reconstruction Pipeline Type
11BF SQ 1 Image Filter Details Sequence
11C0 CS 1 Applied Mask Subtraction Flag
11C1 SQ 1 Requested Series Description Code Sequence
1200 DA 1-n Date of Last Calibration
1201 TM 1-n Time of Last Calibration
1202 DT 1 DateTime of Last Calibration
1203 DT 1 Calibration DateTime
1204 DA 1 Date of Manufacture
1205 DA 1 Date of Installation
1210 SH 1-n Convolution Kernel
1240 IS 1-n Upper/Lower Pixel Values
1242 IS 1 Actual Frame Duration
1243 IS 1 Count Rate
1244 US 1 Preferred Playback Sequencing
1250 SH 1 Receive Coil Name
1251 SH 1 Transmit Coil Name
1260 SH 1 Plate Type
1261 LO 1 Phosphor Type
1271 FD 1 Water Equivalent Diameter
1272 SQ 1 Water Equivalent Diameter Calculation Method Code Sequence
1300 DS 1 Scan Velocity
1301 CS 1-n Whole Body Technique
1302 IS 1 Scan Length
1310 US 4 Acquisition Matrix
1312 CS 1 In-plane Phase Encoding Direction
1314 DS 1 Flip Angle
1315 CS 1 Variable Flip Angle Flag
1316 DS 1 SAR
1318 DS 1 dB/dt
1320 FL 1 B1rms
1400 LO 1 Acquisition Device Processing Description
1401 LO 1 Acquisition Device Processing Code
1402 CS 1 Cassette Orientation
1403 CS 1 Cassette Size
1404 US 1 Exposures on Plate
1405 IS 1 Relative X-Ray Exposure
1411 DS 1 Exposure Index
1412 DS 1 Target Exposure Index
1413 DS 1 Deviation Index
1450 DS 1 Column Angulation
1460 DS 1 Tomo Layer Height
1470 DS 1 Tomo Angle
1480 DS 1 Tomo Time
1490 CS 1 Tomo Type
1491 CS 1 Tomo Class
1495 IS 1 Number of Tomosynthesis Source Images
1500 CS 1 Positioner Motion
1508 CS 1 Positioner Type
1510 DS 1 Positioner Primary Angle
1511 DS 1 Positioner Secondary Angle
1520 DS 1-n Positioner Primary Angle Increment
1521 DS 1-n Positioner Secondary Angle Increment
1530 DS 1 Detector Primary Angle
1531 DS 1 Detector Secondary Angle
1600 CS 1-3 Shutter Shape
1602 IS 1 Shutter Left Vertical Edge
1604 IS 1 Shutter Right Vertical Edge
1606 IS 1 Shutter Upper Horizontal Edge
1608 IS 1 Shutter Lower Horizontal Edge
1610 IS 2 Center of Circular Shutter
1612 IS 1 Radius of Circular Shutter
1620 IS 2-2n Vertices of the Polygonal Shutter
1622 US 1 Shutter Presentation Value
1623 US 1 Shutter Overlay Group
1624 US 3 Shutter Presentation Color CIELab Value
1630 CS 1 Outline Shape Type
1631 FD 1 Outline Left Vertical Edge
1632 FD 1 Outline Right Vertical Edge
1633 FD 1 Outline Upper Horizontal Edge
1634 FD 1 Outline Lower Horizontal Edge
1635 FD 2 Center of Circular Outline
1636 FD 1 Diameter of Circular Outline
1637 UL 1 Number of Polygonal Vertices
1638 OF 1 Vertices of the Polygonal Outline
1700 CS 1-3 Collimator Shape
1702 IS 1 Collimator Left Vertical Edge
1704 IS 1 Collimator Right Vertical Edge
1706 IS 1 Collimator Upper Horizontal Edge
1708 IS 1 Collimator Lower Horizontal Edge
1710 IS 2 Center of Circular Collimator
1712 IS 1 Radius of Circular Collimator
1720 IS 2-2n Vertices of the Polygonal Collimator
1800 CS 1 Acquisition Time Synchronized
1801 SH 1 Time Source
1802 CS 1 Time Distribution Protocol
1803 LO 1 NTP Source Address
2001 IS 1-n Page Number Vector
2002 SH 1-n Frame Label Vector
2003 DS 1-n Frame Primary Angle Vector
2004 DS 1-n Frame Secondary Angle Vector
2005 DS 1-n Slice Location Vector
2006 SH 1-n Display Window Label Vector
2010 DS 2 Nominal Scanned Pixel Spacing
2020 CS 1 Digitizing Device Transport Direction
2030 DS 1 Rotation of Scanned Film
2041 SQ 1 Biopsy Target Sequence
2042 UI 1 Target UID
2043 FL 2 Localizing Cursor Position
2044 FL 3 Calculated Target Position
2045 SH 1 Target Label
2046 FL 1 Displayed Z Value
3100 CS 1 IVUS Acquisition
3101 DS 1 IVUS Pullback Rate
3102 DS 1 IVUS Gated Rate
3103 IS 1 IVUS Pullback Start Frame Number
3104 IS 1 IVUS Pullback Stop Frame Number
3105 IS 1-n Lesion Number
4000 LT 1 Acquisition Comments
5000 SH 1-n Output Power
5010 LO 1-n Transducer Data
5011 SQ 1 Transducer Identification Sequence
5012 DS 1 Focus Depth
5020 LO 1 Processing Function
5021 LO 1 Postprocessing Function
5022 DS 1 Mechanical Index
5024 DS 1 Bone Thermal Index
5026 DS 1 Cranial Thermal Index
5027 DS 1 Soft Tissue Thermal Index
5028 DS 1 Soft Tissue-focus Thermal Index
5029 DS 1 Soft Tissue-surface Thermal Index
5030 DS 1 Dynamic Range
5040 DS 1 Total Gain
5050 IS 1 Depth of Scan Field
5100 CS 1 Patient Position
5101 CS 1 View Position
5104 SQ 1 Projection Eponymous Name Code Sequence
5210 DS 6 Image Transformation Matrix
5212 DS 3 Image Translation Vector
6000 DS 1 Sensitivity
6011 SQ 1 Sequence of Ultrasound Regions
6012 US 1 Region Spatial Format
6014 US 1 Region Data Type
6016 UL 1 Region Flags
6018 UL 1 Region Location Min X0
601A UL 1 Region Location Min Y0
601C UL 1 Region Location Max X1
601E UL 1 Region Location Max Y1
6020 SL 1 Reference Pixel X0
6022 SL 1 Reference Pixel Y0
6024 US 1 Physical Units X Direction
6026 US 1 Physical Units Y Direction
6028 FD 1 Reference Pixel Physical Value X
602A FD 1 Reference Pixel Physical Value Y
602C FD 1 Physical Delta X
602E FD 1 Physical Delta Y
6030 UL 1 Transducer Frequency
6031 CS 1 Transducer Type
6032 UL 1 Pulse Repetition Frequency
6034 FD 1 Doppler Correction Angle
6036 FD 1 Steering Angle
6038 UL 1 Doppler Sample Volume X Position (Retired)
6039 SL 1 Doppler Sample Volume X Position
603A UL 1 Doppler Sample Volume Y Position (Retired)
603B SL 1 Doppler Sample Volume Y Position
603C UL 1 TM-Line Position X0 (Retired)
603D SL 1 TM-Line Position X0
603E UL 1 TM-Line Position Y0 (Retired)
603F SL 1 TM-Line Position Y0
6040 UL 1 TM-Line Position X1 (Retired)
6041 SL 1 TM-Line Position X1
6042 UL 1 TM-Line Position Y1 (Retired)
6043 SL 1 TM-Line Position Y1
6044 US 1 Pixel Component Organization
6046 UL 1 Pixel Component Mask
6048 UL 1 Pixel Component Range Start
604A UL 1 Pixel Component Range Stop
604C US 1 Pixel Component Physical Units
604E US 1 Pixel Component Data Type
6050 UL 1 Number of Table Break Points
6052 UL 1-n Table of X Break Points
6054 FD 1-n Table of Y Break Points
6056 UL 1 Number of Table Entries
6058 UL 1-n Table of Pixel Values
605A FL 1-n Table of Parameter Values
6060 FL 1-n R Wave Time Vector
6070 US 1 Active Image Area Overlay Group
7000 CS 1 Detector Conditions Nominal Flag
7001 DS 1 Detector Temperature
7004 CS 1 Detector Type
7005 CS 1 Detector Configuration
7006 LT 1 Detector Description
7008 LT 1 Detector Mode
700A SH 1 Detector ID
700C DA 1 Date of Last Detector Calibration
700E TM 1 Time of Last Detector Calibration
7010 IS 1 Exposures on Detector Since Last Calibration
7011 IS 1 Exposures on Detector Since Manufactured
7012 DS 1 Detector Time Since Last Exposure
7014 DS 1 Detector Active Time
7016 DS 1 Detector Activation Offset From Exposure
701A DS 2 Detector Binning
7020 DS 2 Detector Element Physical Size
7022 DS 2 Detector Element Spacing
7024 CS 1 Detector Active Shape
7026 DS 1-2 Detector Active Dimension(s)
7028 DS 2 Detector Active Origin
702A LO 1 Detector Manufacturer Name
702B LO 1 Detector Manufacturer's Model Name
7030 DS 2 Field of View Origin
7032 DS 1 Field of View Rotation
7034 CS 1 Field of View Horizontal Flip
7036 FL 2 Pixel Data Area Origin Relative To FOV
7038 FL 1 Pixel Data Area Rotation Angle Relative To FOV
7040 LT 1 Grid Absorbing Material
7041 LT 1 Grid Spacing Material
7042 DS 1 Grid Thickness
7044 DS 1 Grid Pitch
7046 IS 2 Grid Aspect Ratio
7048 DS 1 Grid Period
704C DS 1 Grid Focal Distance
7050 CS 1-n Filter Material
7052 DS 1-n Filter Thickness Minimum
7054 DS 1-n Filter Thickness Maximum
7056 FL 1-n Filter Beam Path Length Minimum
7058 FL 1-n Filter Beam Path Length Maximum
7060 CS 1 Exposure Control Mode
7062 LT 1 Exposure Control Mode Description
7064 CS 1 Exposure Status
7065 DS 1 Phototimer Setting
8150 DS 1 Exposure Time in uS
8151 DS 1 X-Ray Tube Current in uA
9004 CS 1 Content Qualification
9005 SH 1 Pulse Sequence Name
9006 SQ 1 MR Imaging Modifier Sequence
9008 CS 1 Echo Pulse Sequence
9009 CS 1 Inversion Recovery
9010 CS 1 Flow Compensation
9011 CS 1 Multiple Spin Echo
9012 CS 1 Multi-planar Excitation
9014 CS 1 Phase Contrast
9015 CS 1 Time of Flight Contrast
9016 CS 1 Spoiling
9017 CS 1 Steady State Pulse Sequence
9018 CS 1 Echo Planar Pulse Sequence
9019 FD 1 Tag Angle First Axis
9020 CS 1 Magnetization Transfer
9021 CS 1 T2 Preparation
9022 CS 1 Blood Signal Nulling
9024 CS 1 Saturation Recovery
9025 CS 1 Spectrally Selected Suppression
9026 CS 1 Spectrally Selected Excitation
9027 CS 1 Spatial Pre-saturation
9028 CS 1 Tagging
9029 CS 1 Oversampling Phase
9030 FD 1 Tag Spacing First Dimension
9032 CS 1 Geometry of k-Space Traversal
9033 CS 1 Segmented k-Space Traversal
9034 CS 1 Rectilinear Phase Encode Reordering
9035 FD 1 Tag Thickness
9036 CS 1 Partial Fourier Direction
9037 CS 1 Cardiac Synchronization Technique
9041 LO 1 Receive Coil Manufacturer Name
9042 SQ 1 MR Receive Coil Sequence
9043 CS 1 Receive Coil Type
9044 CS 1 Quadrature Receive Coil
9045 SQ 1 Multi-Coil Definition Sequence
9046 LO 1 Multi-Coil Configuration
9047 SH 1 Multi-Coil Element Name
9048 CS 1 Multi-Coil Element Used
9049 SQ 1 MR Transmit Coil Sequence
9050 LO 1 Transmit Coil Manufacturer Name
9051 CS 1 Transmit Coil Type
9052 FD 1-2 Spectral Width
9053 FD 1-2 Chemical Shift Reference
9054 CS 1 Volume Localization Technique
9058 US 1 MR Acquisition Frequency Encoding Steps
9059 CS 1 De-coupling
9060 CS 1-2 De-coupled Nucleus
9061 FD 1-2 De-coupling Frequency
9062 CS 1 De-coupling Method
9063 FD 1-2 De-coupling Chemical Shift Reference
9064 CS 1 k-space Filtering
9065 CS 1-2 Time Domain Filtering
9066 US 1-2 Number of Zero Fills
9067 CS 1 Baseline Correction
9069 FD 1 Parallel Reduction Factor In-plane
9070 FD 1 Cardiac R-R Interval Specified
9073 FD 1 Acquisition Duration
9074 DT 1 Frame Acquisition DateTime
9075 CS 1 Diffusion Directionality
9076 SQ 1 Diffusion Gradient Direction Sequence
9077 CS 1 Parallel Acquisition
9078 CS 1 Parallel Acquisition Technique
9079 FD 1-n Inversion Times
9080 ST 1 Metabolite Map Description
9081 CS 1 Partial Fourier
9082 FD 1 Effective Echo Time
9083 SQ 1 Metabolite Map Code Sequence
9084 SQ 1 Chemical Shift Sequence
9085 CS 1 Cardiac Signal Source
9087 FD 1 Diffusion b-value
9089 FD 3 Diffusion Gradient Orientation
9090 FD 3 Velocity Encoding Direction
9091 FD 1 Velocity Encoding Minimum Value
9092 SQ 1 Velocity Encoding Acquisition Sequence
9093 US 1 Number of k-Space Trajectories
9094 CS 1 Coverage of k-Space
9095 UL 1 Spectroscopy Acquisition Phase Rows
9096 FD 1 Parallel Reduction Factor In-plane (Retired)
9098 FD 1-2 Transmitter Frequency
9100 CS 1-2 Resonant Nucleus
9101 CS 1 Frequency Correction
9103 SQ 1 MR Spectroscopy FOV/Geometry Sequence
9104 FD 1 Slab Thickness
9105 FD 3 Slab Orientation
9106 FD 3 Mid Slab Position
9107 SQ 1 MR Spatial Saturation Sequence
9112 SQ 1 MR Timing and Related Parameters Sequence
9114 SQ 1 MR Echo Sequence
9115 SQ 1 MR Modifier Sequence
9117 SQ 1 MR Diffusion Sequence
9118 SQ 1 Cardiac Synchronization Sequence
9119 SQ 1 MR Averages Sequence
9125 SQ 1 MR FOV/Geometry Sequence
9126 SQ 1 Volume Localization Sequence
9127 UL 1 Spectroscopy Acquisition Data Columns
9147 CS 1 Diffusion Anisotropy Type
9151 DT 1 Frame Reference DateTime
9152 SQ 1 MR Metabolite Map Sequence
9155 FD 1 Parallel Reduction Factor out-of-plane
9159 UL 1 Spectroscopy Acquisition Out-of-plane Phase Steps
9166 CS 1 Bulk Motion Status
9168 FD 1 Parallel Reduction Factor Second In-plane
9169 CS 1 Cardiac Beat Rejection Technique
9170 CS 1 Respiratory Motion Compensation Technique
9171 CS 1 Respiratory Signal Source
9172 CS 1 Bulk Motion Compensation Technique
9173 CS 1 Bulk Motion Signal Source
9174 CS 1 Applicable Safety Standard Agency
9175 LO 1 Applicable Safety Standard Description
9176 SQ 1 Operating Mode Sequence
9177 CS 1 Operating Mode Type
9178 CS 1 Operating Mode
9179 CS 1 Specific Absorption Rate Definition
9180 CS 1 Gradient Output Type
9181 FD 1 Specific Absorption Rate Value
9182 FD 1 Gradient Output
9183 CS 1 Flow Compensation Direction
9184 FD 1 Tagging Delay
9185 ST 1 Respiratory Motion Compensation Technique Description
9186 SH 1 Respiratory Signal Source ID
9195 FD 1 Chemical Shift Minimum Integration Limit in Hz
9196 FD 1 Chemical Shift Maximum Integration Limit in Hz
9197 SQ 1 MR Velocity Encoding Sequence
9198 CS 1 First Order Phase Correction
9199 CS 1 Water Referenced Phase Correction
9200 CS 1 MR Spectroscopy Acquisition Type
9214 CS 1 Respiratory Cycle Position
9217 FD 1 Velocity Encoding Maximum Value
9218 FD 1 Tag Spacing Second Dimension
9219 SS 1 Tag Angle Second Axis
9220 FD 1 Frame Acquisition Duration
9226 SQ 1 MR Image Frame Type Sequence
9227 SQ 1 MR Spectroscopy Frame Type Sequence
9231 US 1 MR Acquisition Phase Encoding Steps in-plane
9232 US 1 MR Acquisition Phase Encoding Steps out-of-plane
9234 UL 1 Spectroscopy Acquisition Phase Columns
9236 CS 1 Cardiac Cycle Position
9239 SQ 1 Specific Absorption Rate Sequence
9240 US 1 RF Echo Train Length
9241 US 1 Gradient Echo Train Length
9250 CS 1 Arterial Spin Labeling Contrast
9251 SQ 1 MR Arterial Spin Labeling Sequence
9252 LO 1 ASL Technique Description
9253 US 1 ASL Slab Number
9254 FD 1 ASL Slab Thickness
9255 FD 3 ASL Slab Orientation
9256 FD 3 ASL Mid Slab Position
9257 CS 1 ASL Context
9258 UL 1 ASL Pulse Train Duration
9259 CS 1 ASL Crusher Flag
925A FD 1 ASL Crusher Flow Limit
925B LO 1 ASL Crusher Description
925C CS 1 ASL Bolus Cut-off Flag
925D SQ 1 ASL Bolus Cut-off Timing Sequence
925E LO 1 ASL Bolus Cut-off Technique
925F UL 1 ASL Bolus Cut-off Delay Time
9260 SQ 1 ASL Slab Sequence
9295 FD 1 Chemical Shift Minimum Integration Limit in ppm
9296 FD 1 Chemical Shift Maximum Integration Limit in ppm
9297 CS 1 Water Reference Acquisition
9298 IS 1 Echo Peak Position
9301 SQ 1 CT Acquisition Type Sequence
9302 CS 1 Acquisition Type
9303 FD 1 Tube Angle
9304 SQ 1 CT Acquisition Details Sequence
9305 FD 1 Revolution Time
9306 FD 1 Single Collimation Width
9307 FD 1 Total Collimation Width
9308 SQ 1 CT Table Dynamics Sequence
9309 FD 1 Table Speed
9310 FD 1 Table Feed per Rotation
9311 FD 1 Spiral Pitch Factor
9312 SQ 1 CT Geometry Sequence
9313 FD 3 Data Collection Center (Patient)
9314 SQ 1 CT Reconstruction Sequence
9315 CS 1 Reconstruction Algorithm
9316 CS 1 Convolution Kernel Group
9317 FD 2 Reconstruction Field of View
9318 FD 3 Reconstruction Target Center (Patient)
9319 FD 1 Reconstruction Angle
9320 SH 1 Image Filter
9321 SQ 1 CT Exposure Sequence
9322 FD 2 Reconstruction Pixel Spacing
9323 CS 1-n Exposure Modulation Type
9324 FD 1 Estimated Dose Saving
9325 SQ 1 CT X-Ray Details Sequence
9326 SQ 1 CT Position Sequence
9327 FD 1 Table Position
9328 FD 1 Exposure Time in ms
9329 SQ 1 CT Image Frame Type Sequence
9330 FD 1 X-Ray Tube Current in mA
9332 FD 1 Exposure in mAs
9333 CS 1 Constant Volume Flag
9334 CS 1 Fluoroscopy Flag
9335 FD 1 Distance Source to Data Collection Center
9337 US 1 Contrast/Bolus Agent Number
9338 SQ 1 Contrast/Bolus Ingredient Code Sequence
9340 SQ 1 Contrast Administration Profile Sequence
9341 SQ 1 Contrast/Bolus Usage Sequence
9342 CS 1 Contrast/Bolus Agent Administered
9343 CS 1 Contrast/Bolus Agent Detected
9344 CS 1 Contrast/Bolus Agent Phase
9345 FD 1 CTDIvol
9346 SQ 1 CTDI Phantom Type Code Sequence
9351 FL 1 Calcium Scoring Mass Factor Patient
9352 FL 3 Calcium Scoring Mass Factor Device
9353 FL 1 Energy Weighting Factor
9360 SQ 1 CT Additional X-Ray Source Sequence
9361 CS 1 Multi-energy CT Acquisition
9362 SQ 1 Multi-energy CT Acquisition Sequence
9363 SQ 1 Multi-energy CT Processing Sequence
9364 SQ 1 Multi-energy CT Characteristics Sequence
9365 SQ 1 Multi-energy CT X-Ray Source Sequence
9366 US 1 X-Ray Source Index
9367 UC 1 X-Ray Source ID
9368 CS 1 Multi-energy Source Technique
9369 DT 1 Source Start DateTime
936A DT 1 Source End DateTime
936B US 1 Switching Phase Number
936C DS 1 Switching Phase Nominal Duration
936D DS 1 Switching Phase Transition Duration
936E DS 1 Effective Bin Energy
936F SQ 1 Multi-energy CT X-Ray Detector Sequence
9370 US 1 X-Ray Detector Index
9371 UC 1 X-Ray Detector ID
9372 CS 1 Multi-energy Detector Type
9373 ST 1 X-Ray Detector Label
9374 DS 1 Nominal Max Energy
9375 DS 1 Nominal Min Energy
9376 US 1-n Referenced X-Ray Detector Index
9377 US 1-n Referenced X-Ray Source Index
9378 US 1-n Referenced Path Index
9379 SQ 1 Multi-energy CT Path Sequence
937A US 1 Multi-energy CT Path Index
937B UT 1 Multi-energy Acquisition Description
937C FD 1 Monoenergetic Energy Equivalent
937D SQ 1 Material Code Sequence
937E CS 1 Decomposition Method
937F UT 1 Decomposition Description
9380 SQ 1 Decomposition Algorithm Identification Sequence
9381 SQ 1 Decomposition Material Sequence
9382 SQ 1 Material Attenuation Sequence
9383 DS 1 Photon Energy
9384 DS 1 X-Ray Mass Attenuation Coefficient
9401 SQ 1 Projection Pixel Calibration Sequence
9402 FL 1 Distance Source to Isocenter
9403 FL 1 Distance Object to Table Top
9404 FL 2 Object Pixel Spacing in Center of Beam
9405 SQ 1 Positioner Position Sequence
9406 SQ 1 Table Position Sequence
9407 SQ 1 Collimator Shape Sequence
9410 CS 1 Planes in Acquisition
9412 SQ 1 XA/XRF Frame Characteristics Sequence
9417 SQ 1 Frame Acquisition Sequence
9420 CS 1 X-Ray Receptor Type
9423 LO 1 Acquisition Protocol Name
9424 LT 1 Acquisition Protocol Description
9425 CS 1 Contrast/Bolus Ingredient Opaque
9426 FL 1 Distance Receptor Plane to Detector Housing
9427 CS 1 Intensifier Active Shape
9428 FL 1-2 Intensifier Active Dimension(s)
9429 FL 2 Physical Detector Size
9430 FL 2 Position of Isocenter Projection
9432 SQ 1 Field of View Sequence
9433 LO 1 Field of View Description
9434 SQ 1 Exposure Control Sensing Regions Sequence
9435 CS 1 Exposure Control Sensing Region Shape
9436 SS 1 Exposure Control Sensing Region Left Vertical Edge
9437 SS 1 Exposure Control Sensing Region Right Vertical Edge
9438 SS 1 Exposure Control Sensing Region Upper Horizontal Edge
9439 SS 1 Exposure Control Sensing Region Lower Horizontal Edge
9440 SS 2 Center of Circular Exposure Control Sensing Region
9441 US 1 Radius of Circular Exposure Control Sensing Region
9442 SS 2-n Vertices of the Polygonal Exposure Control Sensing Region
9445 OB 1 Retired-blank
9447 FL 1 Column Angulation (Patient)
9449 FL 1 Beam Angle
9451 SQ 1 Frame Detector Parameters Sequence
9452 FL 1 Calculated Anatomy Thickness
9455 SQ 1 Calibration Sequence
9456 SQ 1 Object Thickness Sequence
9457 CS 1 Plane Identification
9461 FL 1-2 Field of View Dimension(s) in Float
9462 SQ 1 Isocenter Reference System Sequence
9463 FL 1 Positioner Isocenter Primary Angle
9464 FL 1 Positioner Isocenter Secondary Angle
9465 FL 1 Positioner Isocenter Detector Rotation Angle
9466 FL 1 Table X Position to Isocenter
9467 FL 1 Table Y Position to Isocenter
9468 FL 1 Table Z Position to Isocenter
9469 FL 1 Table Horizontal Rotation Angle
9470 FL 1 Table Head Tilt Angle
9471 FL 1 Table Cradle Tilt Angle
9472 SQ 1 Frame Display Shutter Sequence
9473 FL 1 Acquired Image Area Dose Product
9474 CS 1 C-arm Positioner Tabletop Relationship
9476 SQ 1 X-Ray Geometry Sequence
9477 SQ 1 Irradiation Event Identification Sequence
9504 SQ 1 X-Ray 3D Frame Type Sequence
9506 SQ 1 Contributing Sources Sequence
9507 SQ 1 X-Ray 3D Acquisition Sequence
9508 FL 1 Primary Positioner Scan Arc
9509 FL 1 Secondary Positioner Scan Arc
9510 FL 1 Primary Positioner Scan Start Angle
9511 FL 1 Secondary Positioner Scan Start Angle
9514 FL 1 Primary Positioner Increment
9515 FL 1 Secondary Positioner Increment
9516 DT 1 Start Acquisition DateTime
9517 DT 1 End Acquisition DateTime
9518 SS 1 Primary Positioner Increment Sign
9519 SS 1 Secondary Positioner Increment Sign
9524 LO 1 Application Name
9525 LO 1 Application Version
9526 LO 1 Application Manufacturer
9527 CS 1 Algorithm Type
9528 LO 1 Algorithm Description
9530 SQ 1 X-Ray 3D Reconstruction Sequence
9531 LO 1 Reconstruction Description
9538 SQ 1 Per Projection Acquisition Sequence
9541 SQ 1 Detector Position Sequence
9542 SQ 1 X-Ray Acquisition Dose Sequence
9543 FD 1 X-Ray Source Isocenter Primary Angle
9544 FD 1 X-Ray Source Isocenter Secondary Angle
9545 FD 1 Breast Support Isocenter Primary Angle
9546 FD 1 Breast Support Isocenter Secondary Angle
9547 FD 1 Breast Support X Position to Isocenter
9548 FD 1 Breast Support Y Position to Isocenter
9549 FD 1 Breast Support Z Position to Isocenter
9550 FD 1 Detector Isocenter Primary Angle
9551 FD 1 Detector Isocenter Secondary Angle
9552 FD 1 Detector X Position to Isocenter
9553 FD 1 Detector Y Position to Isocenter
9554 FD 1 Detector Z Position to Isocenter
9555 SQ 1 X-Ray Grid Sequence
9556 SQ 1 X-Ray Filter Sequence
9557 FD 3 Detector Active Area TLHC Position
9558 FD 6 Detector Active Area Orientation
9559 CS 1 Positioner Primary Angle Direction
9601 SQ 1 Diffusion b-matrix Sequence
9602 FD 1 Diffusion b-value XX
9603 FD 1 Diffusion b-value XY
9604 FD 1 Diffusion b-value XZ
9605 FD 1 Diffusion b-value YY
9606 FD 1 Diffusion b-value YZ
9607 FD 1 Diffusion b-value ZZ
9621 SQ 1 Functional MR Sequence
9622 CS 1 Functional Settling Phase Frames Present
9623 DT 1 Functional Sync Pulse
9624 CS 1 Settling Phase Frame
9701 DT 1 Decay Correction DateTime
9715 FD 1 Start Density Threshold
9716 FD 1 Start Relative Density Difference Threshold
9717 FD 1 Start Cardiac Trigger Count Threshold
9718 FD 1 Start Respiratory Trigger Count Threshold
9719 FD 1 Termination Counts Threshold
9720 FD 1 Termination Density Threshold
9721 FD 1 Termination Relative Density Threshold
9722 FD 1 Termination Time Threshold
9723 FD 1 Termination Cardiac Trigger Count Threshold
9724 FD 1 Termination Respiratory Trigger Count Threshold
9725 CS 1 Detector Geometry
9726 FD 1 Transverse Detector Separation
9727 FD 1 Axial Detector Dimension
9729 US 1 Radiopharmaceutical Agent Number
9732 SQ 1 PET Frame Acquisition Sequence
9733 SQ 1 PET Detector Motion Details Sequence
9734 SQ 1 PET Table Dynamics Sequence
9735 SQ 1 PET Position Sequence
9736 SQ 1 PET Frame Correction Factors Sequence
9737 SQ 1 Radiopharmaceutical Usage Sequence
9738 CS 1 Attenuation Correction Source
9739 US 1 Number of Iterations
9740 US 1 Number of Subsets
9749 SQ 1 PET Reconstruction Sequence
9751 SQ 1 PET Frame Type Sequence
9755 CS 1 Time of Flight Information Used
9756 CS 1 Reconstruction Type
9758 CS 1 Decay Corrected
9759 CS 1 Attenuation Corrected
9760 CS 1 Scatter Corrected
9761 CS 1 Dead Time Corrected
9762 CS 1 Gantry Motion Corrected
9763 CS 1 Patient Motion Corrected
9764 CS 1 Count Loss Normalization Corrected
9765 CS 1 Randoms Corrected
9766 CS 1 Non-uniform Radial Sampling Corrected
9767 CS 1 Sensitivity Calibrated
9768 CS 1 Detector Normalization Correction
9769 CS 1 Iterative Reconstruction Method
9770 CS 1 Attenuation Correction Temporal Relationship
9771 SQ 1 Patient Physiological State Sequence
9772 SQ 1 Patient Physiological State Code Sequence
9801 FD 1-n Depth(s) of Focus
9803 SQ 1 Excluded Intervals Sequence
9804 DT 1 Exclusion Start DateTime
9805 FD 1 Exclusion Duration
9806 SQ 1 US Image Description Sequence
9807 SQ 1 Image Data Type Sequence
9808 CS 1 Data Type
9809 SQ 1 Transducer Scan Pattern Code Sequence
980B CS 1 Aliased Data Type
980C CS 1 Position Measuring Device Used
980D SQ 1 Transducer Geometry Code Sequence
980E SQ 1 Transducer Beam Steering Code Sequence
980F SQ 1 Transducer Application Code Sequence
9810 US/SS 1 Zero Velocity Pixel Value
9900 LO 1 Reference Location Label
9901 UT 1 Reference Location Description
9902 SQ 1 Reference Basis Code Sequence
9903 SQ 1 Reference Geometry Code Sequence
9904 DS 1 Offset Distance
9905 CS 1 Offset Direction
9906 SQ 1 Potential Scheduled Protocol Code Sequence
9907 SQ 1 Potential Requested Procedure Code Sequence
9908 UC 1-n Potential Reasons for Procedure
9909 SQ 1 Potential Reasons for Procedure Code Sequence
990A UC 1-n Potential Diagnostic Tasks
990B SQ 1 Contraindications Code Sequence
990C SQ 1 Referenced Defined Protocol Sequence
990D SQ 1 Referenced Performed Protocol Sequence
990E SQ 1 Predecessor Protocol Sequence
990F UT 1 Protocol Planning Information
9910 UT 1 Protocol Design Rationale
9911 SQ 1 Patient Specification Sequence
9912 SQ 1 Model Specification Sequence
9913 SQ 1 Parameters Specification Sequence
9914 SQ 1 Instruction Sequence
9915 US 1 Instruction Index
9916 LO 1 Instruction Text
9917 UT 1 Instruction Description
9918 CS 1 Instruction Performed Flag
9919 DT 1 Instruction Performed DateTime
991A UT 1 Instruction Performance Comment
991B SQ 1 Patient Positioning Instruction Sequence
991C SQ 1 Positioning Method Code Sequence
991D SQ 1 Positioning Landmark Sequence
991E UI 1 Target Frame of Reference UID
991F SQ 1 Acquisition Protocol Element Specification Sequence
9920 SQ 1 Acquisition Protocol Element Sequence
9921 US 1 Protocol Element Number
9922 LO 1 Protocol Element Name
9923 UT 1 Protocol Element Characteristics Summary
9924 UT 1 Protocol Element Purpose
9930 CS 1 Acquisition Motion
9931 SQ 1 Acquisition Start Location Sequence
9932 SQ 1 Acquisition End Location Sequence
9933 SQ 1 Reconstruction Protocol Element Specification Sequence
9934 SQ 1 Reconstruction Protocol Element Sequence
9935 SQ 1 Storage Protocol Element Specification Sequence
9936 SQ 1 Storage Protocol Element Sequence
9937 LO 1 Requested Series Description
9938 US 1-n Source Acquisition Protocol Element Number
9939 US 1-n Source Acquisition Beam Number
993A US 1-n Source Reconstruction Protocol Element Number
993B SQ 1 Reconstruction Start Location Sequence
993C SQ 1 Reconstruction End Location Sequence
993D SQ 1 Reconstruction Algorithm Sequence
993E SQ 1 Reconstruction Target Center Location Sequence
9941 UT 1 Image Filter Description
9942 FD 1 CTDIvol Notification Trigger
9943 FD 1 DLP Notification Trigger
9944 CS 1 Auto KVP Selection Type
9945 FD 1 Auto KVP Upper Bound
9946 FD 1 Auto KVP Lower Bound
9947 CS 1 Protocol Defined Patient Position
A001 SQ 1 Contributing Equipment Sequence
A002 DT 1 Contribution DateTime
A003 ST 1 Contribution Description
0020
000D UI 1 Study Instance UID
000E UI 1 Series Instance UID
0010 SH 1 Study ID
0011 IS 1 Series Number
0012 IS 1 Acquisition Number
0013 IS 1 Instance Number
0014 IS 1 Isotope Number
0015 IS 1 Phase Number
0016 IS 1 Interval Number
0017 IS 1 Time Slot Number
0018 IS 1 Angle Number
0019 IS 1 Item Number
0020 CS 2 Patient Orientation
0022 IS 1 Overlay Number
0024 IS 1 Curve Number
0026 IS 1 LUT Number
0027 LO 1 Pyramid Label
0030 DS 3 Image Position
0032 DS 3 Image Position (Patient)
0035 DS 6 Image Orientation
0037 DS 6 Image Orientation (Patient)
0050 DS 1 Location
0052 UI 1 Frame of Reference UID
0060 CS 1 Laterality
0062 CS 1 Image Laterality
0070 LO 1 Image Geometry Type
0080 CS 1-n Masking Image
00AA IS 1 Report Number
0100 IS 1 Temporal Position Identifier
0105 IS 1 Number of Temporal Positions
0110 DS 1 Temporal Resolution
0200 UI 1 Synchronization Frame of Reference UID
0242 UI 1 SOP Instance UID of Concatenation Source
1000 IS 1 Series in Study
1001 IS 1 Acquisitions in Series
1002 IS 1 Images in Acquisition
1003 IS 1 Images in Series
1004 IS 1 Acquisitions in Study
1005 IS 1 Images in Study
1020 LO 1-n Reference
103F LO 1 Target Position Reference Indicator
1040 LO 1 Position Reference Indicator
1041 DS 1 Slice Location
1070 IS 1-n Other Study Numbers
1200 IS 1 Number of Patient Related Studies
1202 IS 1 Number of Patient Related Series
1204 IS 1 Number of Patient Related Instances
1206 IS 1 Number of Study Related Series
1208 IS 1 Number of Study Related Instances
1209 IS 1 Number of Series Related Instances
3401 CS 1 Modifying Device ID
3402 CS 1 Modified Image ID
3403 DA 1 Modified Image Date
3404 LO 1 Modifying Device Manufacturer
3405 TM 1 Modified Image Time
3406 LO 1 Modified Image Description
4000 LT 1 Image Comments
5000 AT 1-n Original Image Identification
5002 LO 1-n Original Image Identification Nomenclature
9056 SH 1 Stack ID
9057 UL 1 In-Stack Position Number
9071 SQ 1 Frame Anatomy Sequence
9072 CS 1 Frame Laterality
9111 SQ 1 Frame Content Sequence
9113 SQ 1 Plane Position Sequence
9116 SQ 1 Plane Orientation Sequence
9128 UL 1 Temporal Position Index
9153 FD 1 Nominal Cardiac Trigger Delay Time
9154 FL 1 Nominal Cardiac Trigger Time Prior To R-Peak
9155 FL 1 Actual Cardiac Trigger Time Prior To R-Peak
9156 US 1 Frame Acquisition Number
9157 UL 1-n Dimension Index Values
9158 LT 1 Frame Comments
9161 UI 1 Concatenation UID
9162 US 1 In-concatenation Number
9163 US 1 In-concatenation Total Number
9164 UI 1 Dimension Organization UID
9165 AT 1 Dimension Index Pointer
9167 AT 1 Functional Group Pointer
9170 SQ 1 Unassigned Shared Converted Attributes Sequence
9171 SQ 1 Unassigned Per-Frame Converted Attributes Sequence
9172 SQ 1 Conversion Source Attributes Sequence
9213 LO 1 Dimension Index Private Creator
9221 SQ 1 Dimension Organization Sequence
9222 SQ 1 Dimension Index Sequence
9228 UL 1 Concatenation Frame Offset Number
9238 LO 1 Functional Group Private Creator
9241 FL 1 Nominal Percentage of Cardiac Phase
9245 FL 1 Nominal Percentage of Respiratory Phase
9246 FL 1 Starting Respiratory Amplitude
9247 CS 1 Starting Respiratory Phase
9248 FL 1 Ending Respiratory Amplitude
9249 CS 1 Ending Respiratory Phase
9250 CS 1 Respiratory Trigger Type
9251 FD 1 R-R Interval Time Nominal
9252 FD 1 Actual Cardiac Trigger Delay Time
9253 SQ 1 Respiratory Synchronization Sequence
9254 FD 1 Respiratory Interval Time
9255 FD 1 Nominal Respiratory Trigger Delay Time
9256 FD 1 Respiratory Trigger Delay Threshold
9257 FD 1 Actual Respiratory Trigger Delay Time
9301 FD 3 Image Position (Volume)
9302 FD 6 Image Orientation (Volume)
9307 CS 1 Ultrasound Acquisition Geometry
9308 FD 3 Apex Position
9309 FD 16 Volume to Transducer Mapping Matrix
930A FD 16 Volume to Table Mapping Matrix
930B CS 1 Volume to Transducer Relationship
930C CS 1 Patient Frame of Reference Source
930D FD 1 Temporal Position Time Offset
930E SQ 1 Plane Position (Volume) Sequence
930F SQ 1 Plane Orientation (Volume) Sequence
9310 SQ 1 Temporal Position Sequence
9311 CS 1 Dimension Organization Type
9312 UI 1 Volume Frame of Reference UID
9313 UI 1 Table Frame of Reference UID
9421 LO 1 Dimension Description Label
9450 SQ 1 Patient Orientation in Frame Sequence
9453 LO 1 Frame Label
9518 US 1-n Acquisition Index
9529 SQ 1 Contributing SOP Instances Reference Sequence
9536 US 1 Reconstruction Index
0022
0001 US 1 Light Path Filter Pass-Through Wavelength
0002 US 2 Light Path Filter Pass Band
0003 US 1 Image Path Filter Pass-Through Wavelength
0004 US 2 Image Path Filter Pass Band
0005 CS 1 Patient Eye Movement Commanded
0006 SQ 1 Patient Eye Movement Command Code Sequence
0007 FL 1 Spherical Lens Power
0008 FL 1 Cylinder Lens Power
0009 FL 1 Cylinder Axis
000A FL 1 Emmetropic Magnification
000B FL 1 Intra Ocular Pressure
000C FL 1 Horizontal Field of View
000D CS 1 Pupil Dilated
000E FL 1 Degree of Dilation
0010 FL 1 Stereo Baseline Angle
0011 FL 1 Stereo Baseline Displacement
0012 FL 1 Stereo Horizontal Pixel Offset
0013 FL 1 Stereo Vertical Pixel Offset
0014 FL 1 Stereo Rotation
0015 SQ 1 Acquisition Device Type Code Sequence
0016 SQ 1 Illumination Type Code Sequence
0017 SQ 1 Light Path Filter Type Stack Code Sequence
0018 SQ 1 Image Path Filter Type Stack Code Sequence
0019 SQ 1 Lenses Code Sequence
001A SQ 1 Channel Description Code Sequence
001B SQ 1 Refractive State Sequence
001C SQ 1 Mydriatic Agent Code Sequence
001D SQ 1 Relative Image Position Code Sequence
001E FL 1 Camera Angle of View
0020 SQ 1 Stereo Pairs Sequence
0021 SQ 1 Left Image Sequence
0022 SQ 1 Right Image Sequence
0028 CS 1 Stereo Pairs Present
0030 FL 1 Axial Length of the Eye
0031 SQ 1 Ophthalmic Frame Location Sequence
0032 FL 2-2n Reference Coordinates
0035 FL 1 Depth Spatial Resolution
0036 FL 1 Maximum Depth Distortion
0037 FL 1 Along-scan Spatial Resolution
0038 FL 1 Maximum Along-scan Distortion
0039 CS 1 Ophthalmic Image Orientation
0041 FL 1 Depth of Transverse Image
0042 SQ 1 Mydriatic Agent Concentration Units Sequence
0048 FL 1 Across-scan Spatial Resolution
0049 FL 1 Maximum Across-scan Distortion
004E DS 1 Mydriatic Agent Concentration
0055 FL 1 Illumination Wave Length
0056 FL 1 Illumination Power
0057 FL 1 Illumination Bandwidth
0058 SQ 1 Mydriatic Agent Sequence
1007 SQ 1 Ophthalmic Axial Measurements Right Eye Sequence
1008 SQ 1 Ophthalmic Axial Measurements Left Eye Sequence
1009 CS 1 Ophthalmic Axial Measurements Device Type
1010 CS 1 Ophthalmic Axial Length Measurements Type
1012 SQ 1 Ophthalmic Axial Length Sequence
1019 FL 1 Ophthalmic Axial Length
1024 SQ 1 Lens Status Code Sequence
1025 SQ 1 Vitreous Status Code Sequence
1028 SQ 1 IOL Formula Code Sequence
1029 LO 1 IOL Formula Detail
1033 FL 1 Keratometer Index
1035 SQ 1 Source of Ophthalmic Axial Length Code Sequence
1036 SQ 1 Source of Corneal Size Data Code Sequence
1037 FL 1 Target Refraction
1039 CS 1 Refractive Procedure Occurred
1040 SQ 1 Refractive Surgery Type Code Sequence
1044 SQ 1 Ophthalmic Ultrasound Method Code Sequence
1045 SQ 1 Surgically Induced Astigmatism Sequence
1046 CS 1 Type of Optical Correction
1047 SQ 1 Toric IOL Power Sequence
1048 SQ 1 Predicted Toric Error Sequence
1049 CS 1 Pre-Selected for Implantation
104A SQ 1 Toric IOL Power for Exact Emmetropia Sequence
104B SQ 1 Toric IOL Power for Exact Target Refraction Sequence
1050 SQ 1 Ophthalmic Axial Length Measurements Sequence
1053 FL 1 IOL Power
1054 FL 1 Predicted Refractive Error
1059 FL 1 Ophthalmic Axial Length Velocity
1065 LO 1 Lens Status Description
1066 LO 1 Vitreous Status Description
1090 SQ 1 IOL Power Sequence
1092 SQ 1 Lens Constant Sequence
1093 LO 1 IOL Manufacturer
1094 LO 1 Lens Constant Description
1095 LO 1 Implant Name
1096 SQ 1 Keratometry Measurement Type Code Sequence
1097 LO 1 Implant Part Number
1100 SQ 1 Referenced Ophthalmic Axial Measurements Sequence
1101 SQ 1 Ophthalmic Axial Length Measurements Segment Name Code Sequence
1103 SQ 1 Refractive Error Before Refractive Surgery Code Sequence
1121 FL 1 IOL Power For Exact Emmetropia
1122 FL 1 IOL Power For Exact Target Refraction
1125 SQ 1 Anterior Chamber Depth Definition Code Sequence
1127 SQ 1 Lens Thickness Sequence
1128 SQ 1 Anterior Chamber Depth Sequence
112A SQ 1 Calculation Comment Sequence
112B CS 1 Calculation Comment Type
112C LT 1 Calculation Comment
1130 FL 1 Lens Thickness
1131 FL 1 Anterior Chamber Depth
1132 SQ 1 Source of Lens Thickness Data Code Sequence
1133 SQ 1 Source of Anterior Chamber Depth Data Code Sequence
1134 SQ 1 Source of Refractive Measurements Sequence
1135 SQ 1 Source of Refractive Measurements Code Sequence
1140 CS 1 Ophthalmic Axial Length Measurement Modified
1150 SQ 1 Ophthalmic Axial Length Data Source Code Sequence
1153 SQ 1 Ophthalmic Axial Length Acquisition Method Code Sequence
1155 FL 1 Signal to Noise Ratio
1159 LO 1 Ophthalmic Axial Length Data Source Description
1210 SQ 1 Ophthalmic Axial Length Measurements Total Length Sequence
1211 SQ 1 Ophthalmic Axial Length Measurements Segmental Length Sequence
1212 SQ 1 Ophthalmic Axial Length Measurements Length Summation Sequence
1220 SQ 1 Ultrasound Ophthalmic Axial Length Measurements Sequence
1225 SQ 1 Optical Ophthalmic Axial Length Measurements Sequence
1230 SQ 1 Ultrasound Selected Ophthalmic Axial Length Sequence
1250 SQ 1 Ophthalmic Axial Length Selection Method Code Sequence
1255 SQ 1 Optical Selected Ophthalmic Axial Length Sequence
1257 SQ 1 Selected Segmental Ophthalmic Axial Length Sequence
1260 SQ 1 Selected Total Ophthalmic Axial Length Sequence
1262 SQ 1 Ophthalmic Axial Length Quality Metric Sequence
1265 SQ 1 Ophthalmic Axial Length Quality Metric Type Code Sequence
1273 LO 1 Ophthalmic Axial Length Quality Metric Type Description
1300 SQ 1 Intraocular Lens Calculations Right Eye Sequence
1310 SQ 1 Intraocular Lens Calculations Left Eye Sequence
1330 SQ 1 Referenced Ophthalmic Axial Length Measurement QC Image Sequence
1415 CS 1 Ophthalmic Mapping Device Type
1420 SQ 1 Acquisition Method Code Sequence
1423 SQ 1 Acquisition Method Algorithm Sequence
1436 SQ 1 Ophthalmic Thickness Map Type Code Sequence
1443 SQ 1 Ophthalmic Thickness Mapping Normals Sequence
1445 SQ 1 Retinal Thickness Definition Code Sequence
1450 SQ 1 Pixel Value Mapping to Coded Concept Sequence
1452 US/SS 1 Mapped Pixel Value
1454 LO 1 Pixel Value Mapping Explanation
1458 SQ 1 Ophthalmic Thickness Map Quality Threshold Sequence
1460 FL 1 Ophthalmic Thickness Map Threshold Quality Rating
1463 FL 2 Anatomic Structure Reference Point
1465 SQ 1 Registration to Localizer Sequence
1466 CS 1 Registered Localizer Units
1467 FL 2 Registered Localizer Top Left Hand Corner
1468 FL 2 Registered Localizer Bottom Right Hand Corner
1470 SQ 1 Ophthalmic Thickness Map Quality Rating Sequence
1472 SQ 1 Relevant OPT Attributes Sequence
1512 SQ 1 Transformation Method Code Sequence
1513 SQ 1 Transformation Algorithm Sequence
1515 CS 1 Ophthalmic Axial Length Method
1517 FL 1 Ophthalmic FOV
1518 SQ 1 Two Dimensional to Three Dimensional Map Sequence
1525 SQ 1 Wide Field Ophthalmic Photography Quality Rating Sequence
1526 SQ 1 Wide Field Ophthalmic Photography Quality Threshold Sequence
1527 FL 1 Wide Field Ophthalmic Photography Threshold Quality Rating
1528 FL 1 X Coordinates Center Pixel View Angle
1529 FL 1 Y Coordinates Center Pixel View Angle
1530 UL 1 Number of Map Points
1531 OF 1 Two Dimensional to Three Dimensional Map Data
1612 SQ 1 Derivation Algorithm Sequence
1615 SQ 1 Ophthalmic Image Type Code Sequence
1616 LO 1 Ophthalmic Image Type Description
1618 SQ 1 Scan Pattern Type Code Sequence
1620 SQ 1 Referenced Surface Mesh Identification Sequence
1622 CS 1 Ophthalmic Volumetric Properties Flag
1624 FL 1 Ophthalmic Anatomic Reference Point X-Coordinate
1626 FL 1 Ophthalmic Anatomic Reference Point Y-Coordinate
1628 SQ 1 Ophthalmic En Face Image Quality Rating Sequence
1630 DS 1 Quality Threshold
1640 SQ 1 OCT B-scan Analysis Acquisition Parameters Sequence
1642 UL 1 Number of B-scans Per Frame
1643 FL 1 B-scan Slab Thickness
1644 FL 1 Distance Between B-scan Slabs
1645 FL 1 B-scan Cycle Time
1646 FL 1-n B-scan Cycle Time Vector
1649 FL 1 A-scan Rate
1650 FL 1 B-scan Rate
1658 UL 1 Surface Mesh Z-Pixel Offset
0024
0010 FL 1 Visual Field Horizontal Extent
0011 FL 1 Visual Field Vertical Extent
0012 CS 1 Visual Field Shape
0016 SQ 1 Screening Test Mode Code Sequence
0018 FL 1 Maximum Stimulus Luminance
0020 FL 1 Background Luminance
0021 SQ 1 Stimulus Color Code Sequence
0024 SQ 1 Background Illumination Color Code Sequence
0025 FL 1 Stimulus Area
0028 FL 1 Stimulus Presentation Time
0032 SQ 1 Fixation Sequence
0033 SQ 1 Fixation Monitoring Code Sequence
0034 SQ 1 Visual Field Catch Trial Sequence
0035 US 1 Fixation Checked Quantity
0036 US 1 Patient Not Properly Fixated Quantity
0037 CS 1 Presented Visual Stimuli Data Flag
0038 US 1 Number of Visual Stimuli
0039 CS 1 Excessive Fixation Losses Data Flag
0040 CS 1 Excessive Fixation Losses
0042 US 1 Stimuli Retesting Quantity
0044 LT 1 Comments on Patient's Performance of Visual Field
0045 CS 1 False Negatives Estimate Flag
0046 FL 1 False Negatives Estimate
0048 US 1 Negative Catch Trials Quantity
0050 US 1 False Negatives Quantity
0051 CS 1 Excessive False Negatives Data Flag
0052 CS 1 Excessive False Negatives
0053 CS 1 False Positives Estimate Flag
0054 FL 1 False Positives Estimate
0055 CS 1 Catch Trials Data Flag
0056 US 1 Positive Catch Trials Quantity
0057 CS 1 Test Point Normals Data Flag
0058 SQ 1 Test Point Normals Sequence
0059 CS 1 Global Deviation Probability Normals Flag
0060 US 1 False Positives Quantity
0061 CS 1 Excessive False Positives Data Flag
0062 CS 1 Excessive False Positives
0063 CS 1 Visual Field Test Normals Flag
0064 SQ 1 Results Normals Sequence
0065 SQ 1 Age Corrected Sensitivity Deviation Algorithm Sequence
0066 FL 1 Global Deviation From Normal
0067 SQ 1 Generalized Defect Sensitivity Deviation Algorithm Sequence
0068 FL 1 Localized Deviation From Normal
0069 LO 1 Patient Reliability Indicator
0070 FL 1 Visual Field Mean Sensitivity
0071 FL 1 Global Deviation Probability
0072 CS 1 Local Deviation Probability Normals Flag
0073 FL 1 Localized Deviation Probability
0074 CS 1 Short Term Fluctuation Calculated
0075 FL 1 Short Term Fluctuation
0076 CS 1 Short Term Fluctuation Probability Calculated
0077 FL 1 Short Term Fluctuation Probability
0078 CS 1 Corrected Localized Deviation From Normal Calculated
0079 FL 1 Corrected Localized Deviation From Normal
0080 CS 1 Corrected Localized Deviation From Normal Probability Calculated
0081 FL 1 Corrected Localized Deviation From Normal Probability
0083 SQ 1 Global Deviation Probability Sequence
0085 SQ 1 Localized Deviation Probability Sequence
0086 CS 1 Foveal Sensitivity Measured
0087 FL 1 Foveal Sensitivity
0088 FL 1 Visual Field Test Duration
0089 SQ 1 Visual Field Test Point Sequence
0090 FL 1 Visual Field Test Point X-Coordinate
0091 FL 1 Visual Field Test Point Y-Coordinate
0092 FL 1 Age Corrected Sensitivity Deviation Value
0093 CS 1 Stimulus Results
0094 FL 1 Sensitivity Value
0095 CS 1 Retest Stimulus Seen
0096 FL 1 Retest Sensitivity Value
0097 SQ 1 Visual Field Test Point Normals Sequence
0098 FL 1 Quantified Defect
0100 FL 1 Age Corrected Sensitivity Deviation Probability Value
0102 CS 1 Generalized Defect Corrected Sensitivity Deviation Flag
0103 FL 1 Generalized Defect Corrected Sensitivity Deviation Value
0104 FL 1 Generalized Defect Corrected Sensitivity Deviation Probability Value
0105 FL 1 Minimum Sensitivity Value
0106 CS 1 Blind Spot Localized
0107 FL 1 Blind Spot X-Coordinate
0108 FL 1 Blind Spot Y-Coordinate
0110 SQ 1 Visual Acuity Measurement Sequence
0112 SQ 1 Refractive Parameters Used on Patient Sequence
0113 CS 1 Measurement Laterality
0114 SQ 1 Ophthalmic Patient Clinical Information Left Eye Sequence
0115 SQ 1 Ophthalmic Patient Clinical Information Right Eye Sequence
0117 CS 1 Foveal Point Normative Data Flag
0118 FL 1 Foveal Point Probability Value
0120 CS 1 Screening Baseline Measured
0122 SQ 1 Screening Baseline Measured Sequence
0124 CS 1 Screening Baseline Type
0126 FL 1 Screening Baseline Value
0202 LO 1 Algorithm Source
0306 LO 1 Data Set Name
0307 LO 1 Data Set Version
0308 LO 1 Data Set Source
0309 LO 1 Data Set Description
0317 SQ 1 Visual Field Test Reliability Global Index Sequence
0320 SQ 1 Visual Field Global Results Index Sequence
0325 SQ 1 Data Observation Sequence
0338 CS 1 Index Normals Flag
0341 FL 1 Index Probability
0344 SQ 1 Index Probability Sequence
0028
0002 US 1 Samples per Pixel
0003 US 1 Samples per Pixel Used
0004 CS 1 Photometric Interpretation
0005 US 1 Image Dimensions
0006 US 1 Planar Configuration
0008 IS 1 Number of Frames
0009 AT 1-n Frame Increment Pointer
000A AT 1-n Frame Dimension Pointer
0010 US 1 Rows
0011 US 1 Columns
0012 US 1 Planes
0014 US 1 Ultrasound Color Data Present
0020 OB 1 Retired-blank
0030 DS 2 Pixel Spacing
0031 DS 2 Zoom Factor
0032 DS 2 Zoom Center
0034 IS 2 Pixel Aspect Ratio
0040 CS 1 Image Format
0050 LO 1-n Manipulated Image
0051 CS 1-n Corrected Image
005F LO 1 Compression Recognition Code
0060 CS 1 Compression Code
0061 SH 1 Compression Originator
0062 LO 1 Compression Label
0063 SH 1 Compression Description
0065 CS 1-n Compression Sequence
0066 AT 1-n Compression Step Pointers
0068 US 1 Repeat Interval
0069 US 1 Bits Grouped
0070 US 1-n Perimeter Table
0071 US/SS 1 Perimeter Value
0080 US 1 Predictor Rows
0081 US 1 Predictor Columns
0082 US 1-n Predictor Constants
0090 CS 1 Blocked Pixels
0091 US 1 Block Rows
0092 US 1 Block Columns
0093 US 1 Row Overlap
0094 US 1 Column Overlap
0100 US 1 Bits Allocated
0101 US 1 Bits Stored
0102 US 1 High Bit
0103 US 1 Pixel Representation
0104 US/SS 1 Smallest Valid Pixel Value
0105 US/SS 1 Largest Valid Pixel Value
0106 US/SS 1 Smallest Image Pixel Value
0107 US/SS 1 Largest Image Pixel Value
0108 US/SS 1 Smallest Pixel Value in Series
0109 US/SS 1 Largest Pixel Value in Series
0110 US/SS 1 Smallest Image Pixel Value in Plane
0111 US/SS 1 Largest Image Pixel Value in Plane
0120 US/SS 1 Pixel Padding Value
0121 US/SS 1 Pixel Padding Range Limit
0122 FL 1 Float Pixel Padding Value
0123 FD 1 Double Float Pixel Padding Value
0124 FL 1 Float Pixel Padding Range Limit
0125 FD 1 Double Float Pixel Padding Range Limit
0200 US 1 Image Location
0300 CS 1 Quality Control Image
0301 CS 1 Burned In Annotation
0302 CS 1 Recognizable Visual Features
0303 CS 1 Longitudinal Temporal Information Modified
0304 UI 1 Referenced Color Palette Instance UID
0400 LO 1 Transform Label
0401 LO 1 Transform Version Number
0402 US 1 Number of Transform Steps
0403 LO 1-n Sequence of Compressed Data
0404 AT 1-n Details of Coefficients
0700 LO 1 DCT Label
0701 CS 1-n Data Block Description
0702 AT 1-n Data Block
0710 US 1 Normalization Factor Format
0720 US 1 Zonal Map Number Format
0721 AT 1-n Zonal Map Location
0722 US 1 Zonal Map Format
0730 US 1 Adaptive Map Format
0740 US 1 Code Number Format
0A02 CS 1 Pixel Spacing Calibration Type
0A04 LO 1 Pixel Spacing Calibration Description
1040 CS 1 Pixel Intensity Relationship
1041 SS 1 Pixel Intensity Relationship Sign
1050 DS 1-n Window Center
1051 DS 1-n Window Width
1052 DS 1 Rescale Intercept
1053 DS 1 Rescale Slope
1054 LO 1 Rescale Type
1055 LO 1-n Window Center & Width Explanation
1056 CS 1 VOI LUT Function
1080 CS 1 Gray Scale
1090 CS 1 Recommended Viewing Mode
1100 US/SS 3 Gray Lookup Table Descriptor
1101 US/SS 3 Red Palette Color Lookup Table Descriptor
1102 US/SS 3 Green Palette Color Lookup Table Descriptor
1103 US/SS 3 Blue Palette Color Lookup Table Descriptor
1104 US 3 Alpha Palette Color Lookup Table Descriptor
1111 US/SS 4 Large Red Palette Color Lookup Table Descriptor
1112 US/SS 4 Large Green Palette Color Lookup Table Descriptor
1113 US/SS 4 Large Blue Palette Color Lookup Table Descriptor
1199 UI 1 Palette Color Lookup Table UID
1200 US/SS/OW 1-n Gray Lookup Table Data
1201 OW 1 Red Palette Color Lookup Table Data
1202 OW 1 Green Palette Color Lookup Table Data
1203 OW 1 Blue Palette Color Lookup Table Data
1204 OW 1 Alpha Palette Color Lookup Table Data
1211 OW 1 Large Red Palette Color Lookup Table Data
1212 OW 1 Large Green Palette Color Lookup Table Data
1213 OW 1 Large Blue Palette Color Lookup Table Data
1214 UI 1 Large Palette Color Lookup Table UID
1221 OW 1 Segmented Red Palette Color Lookup Table Data
1222 OW 1 Segmented Green Palette Color Lookup Table Data
1223 OW 1 Segmented Blue Palette Color Lookup Table Data
1224 OW 1 Segmented Alpha Palette Color Lookup Table Data
1230 SQ 1 Stored Value Color Range Sequence
1231 FD 1 Minimum Stored Value Mapped
1232 FD 1 Maximum Stored Value Mapped
1300 CS 1 Breast Implant Present
1350 CS 1 Partial View
1351 ST 1 Partial View Description
1352 SQ 1 Partial View Code Sequence
135A CS 1 Spatial Locations Preserved
1401 SQ 1 Data Frame Assignment Sequence
1402 CS 1 Data Path Assignment
1403 US 1 Bits Mapped to Color Lookup Table
1404 SQ 1 Blending LUT 1 Sequence
1405 CS 1 Blending LUT 1 Transfer Function
1406 FD 1 Blending Weight Constant
1407 US 3 Blending Lookup Table Descriptor
1408 OW 1 Blending Lookup Table Data
140B SQ 1 Enhanced Palette Color Lookup Table Sequence
140C SQ 1 Blending LUT 2 Sequence
140D CS 1 Blending LUT 2 Transfer Function
140E CS 1 Data Path ID
140F CS 1 RGB LUT Transfer Function
1410 CS 1 Alpha LUT Transfer Function
2000 OB 1 ICC Profile
2002 CS 1 Color Space
2110 CS 1 Lossy Image Compression
2112 DS 1-n Lossy Image Compression Ratio
2114 CS 1-n Lossy Image Compression Method
3000 SQ 1 Modality LUT Sequence
3002 US/SS 3 LUT Descriptor
3003 LO 1 LUT Explanation
3004 LO 1 Modality LUT Type
3006 US/OW 1-n LUT Data
3010 SQ 1 VOI LUT Sequence
3110 SQ 1 Softcopy VOI LUT Sequence
4000 LT 1 Image Presentation Comments
5000 SQ 1 Bi-Plane Acquisition Sequence
6010 US 1 Representative Frame Number
6020 US 1-n Frame Numbers of Interest (FOI)
6022 LO 1-n Frame of Interest Description
6023 CS 1-n Frame of Interest Type
6030 US 1-n Mask Pointer(s)
6040 US 1-n R Wave Pointer
6100 SQ 1 Mask Subtraction Sequence
6101 CS 1 Mask Operation
6102 US 2-2n Applicable Frame Range
6110 US 1-n Mask Frame Numbers
6112 US 1 Contrast Frame Averaging
6114 FL 2 Mask Sub-pixel Shift
6120 SS 1 TID Offset
6190 ST 1 Mask Operation Explanation
7000 SQ 1 Equipment Administrator Sequence
7001 US 1 Number of Display Subsystems
7002 US 1 Current Configuration ID
7003 US 1 Display Subsystem ID
7004 SH 1 Display Subsystem Name
7005 LO 1 Display Subsystem Description
7006 CS 1 System Status
7007 LO 1 System Status Comment
7008 SQ 1 Target Luminance Characteristics Sequence
7009 US 1 Luminance Characteristics ID
700A SQ 1 Display Subsystem Configuration Sequence
700B US 1 Configuration ID
700C SH 1 Configuration Name
700D LO 1 Configuration Description
700E US 1 Referenced Target Luminance Characteristics ID
700F SQ 1 QA Results Sequence
7010 SQ 1 Display Subsystem QA Results Sequence
7011 SQ 1 Configuration QA Results Sequence
7012 SQ 1 Measurement Equipment Sequence
7013 CS 1-n Measurement Functions
7014 CS 1 Measurement Equipment Type
7015 SQ 1 Visual Evaluation Result Sequence
7016 SQ 1 Display Calibration Result Sequence
7017 US 1 DDL Value
7018 FL 2 CIExy White Point
7019 CS 1 Display Function Type
701A FL 1 Gamma Value
701B US 1 Number of Luminance Points
701C SQ 1 Luminance Response Sequence
701D FL 1 Target Minimum Luminance
701E FL 1 Target Maximum Luminance
701F FL 1 Luminance Value
7020 LO 1 Luminance Response Description
7021 CS 1 White Point Flag
7022 SQ 1 Display Device Type Code Sequence
7023 SQ 1 Display Subsystem Sequence
7024 SQ 1 Luminance Result Sequence
7025 CS 1 Ambient Light Value Source
7026 CS 1-n Measured Characteristics
7027 SQ 1 Luminance Uniformity Result Sequence
7028 SQ 1 Visual Evaluation Test Sequence
7029 CS 1 Test Result
702A LO 1 Test Result Comment
702B CS 1 Test Image Validation
702C SQ 1 Test Pattern Code Sequence
702D SQ 1 Measurement Pattern Code Sequence
702E SQ 1 Visual Evaluation Method Code Sequence
7FE0 UR 1 Pixel Data Provider URL
9001 UL 1 Data Point Rows
9002 UL 1 Data Point Columns
9003 CS 1 Signal Domain Columns
9099 US 1 Largest Monochrome Pixel Value
9108 CS 1 Data Representation
9110 SQ 1 Pixel Measures Sequence
9132 SQ 1 Frame VOI LUT Sequence
9145 SQ 1 Pixel Value Transformation Sequence
9235 CS 1 Signal Domain Rows
9411 FL 1 Display Filter Percentage
9415 SQ 1 Frame Pixel Shift Sequence
9416 US 1 Subtraction Item ID
9422 SQ 1 Pixel Intensity Relationship LUT Sequence
9443 SQ 1 Frame Pixel Data Properties Sequence
9444 CS 1 Geometrical Properties
9445 FL 1 Geometric Maximum Distortion
9446 CS 1-n Image Processing Applied
9454 CS 1 Mask Selection Mode
9474 CS 1 LUT Function
9478 FL 1 Mask Visibility Percentage
9501 SQ 1 Pixel Shift Sequence
9502 SQ 1 Region Pixel Shift Sequence
9503 SS 2-2n Vertices of the Region
9505 SQ 1 Multi-frame Presentation Sequence
9506 US 2-2n Pixel Shift Frame Range
9507 US 2-2n LUT Frame Range
9520 DS 16 Image to Equipment Mapping Matrix
9537 CS 1 Equipment Coordinate System Identification
0032
000A CS 1 Study Status ID
000C CS 1 Study Priority ID
0012 LO 1 Study ID Issuer
0032 DA 1 Study Verified Date
0033 TM 1 Study Verified Time
0034 DA 1 Study Read Date
0035 TM 1 Study Read Time
1000 DA 1 Scheduled Study Start Date
1001 TM 1 Scheduled Study Start Time
1010 DA 1 Scheduled Study Stop Date
1011 TM 1 Scheduled Study Stop Time
1020 LO 1 Scheduled Study Location
1021 AE 1-n Scheduled Study Location AE Title
1030 LO 1 Reason for Study
1031 SQ 1 Requesting Physician Identification Sequence
1032 PN 1 Requesting Physician
1033 LO 1 Requesting Service
1034 SQ 1 Requesting Service Code Sequence
1040 DA 1 Study Arrival Date
1041 TM 1 Study Arrival Time
1050 DA 1 Study Completion Date
1051 TM 1 Study Completion Time
1055 CS 1 Study Component Status ID
1060 LO 1 Requested Procedure Description
1064 SQ 1 Requested Procedure Code Sequence
1065 SQ 1 Requested Laterality Code Sequence
1066 UT 1 Reason for Visit
1067 SQ 1 Reason for Visit Code Sequence
1070 LO 1 Requested Contrast Agent
4000 LT 1 Study Comments
0034
0001 SQ 1 Flow Identifier Sequence
0002 OB 1 Flow Identifier
0003 UI 1 Flow Transfer Syntax UID
0004 UL 1 Flow RTP Sampling Rate
0005 OB 1 Source Identifier
0007 OB 1 Frame Origin Timestamp
0008 CS 1 Includes Imaging Subject
0009 SQ 1 Frame Usefulness Group Sequence
000A SQ 1 Real-Time Bulk Data Flow Sequence
000B SQ 1 Camera Position Group Sequence
000C CS 1 Includes Information
000D SQ 1 Time of Frame Group Sequence
0038
0004 SQ 1 Referenced Patient Alias Sequence
0008 CS 1 Visit Status ID
0010 LO 1 Admission ID
0011 LO 1 Issuer of Admission ID
0014 SQ 1 Issuer of Admission ID Sequence
0016 LO 1 Route of Admissions
001A DA 1 Scheduled Admission Date
001B TM 1 Scheduled Admission Time
001C DA 1 Scheduled Discharge Date
001D TM 1 Scheduled Discharge Time
001E LO 1 Scheduled Patient Institution Residence
0020 DA 1 Admitting Date
0021 TM 1 Admitting Time
0030 DA 1 Discharge Date
0032 TM 1 Discharge Time
0040 LO 1 Discharge Diagnosis Description
0044 SQ 1 Discharge Diagnosis Code Sequence
0050 LO 1 Special Needs
0060 LO 1 Service Episode ID
0061 LO 1 Issuer of Service Episode ID
0062 LO 1 Service Episode Description
0064 SQ 1 Issuer of Service Episode ID Sequence
0100 SQ 1 Pertinent Documents Sequence
0101 SQ 1 Pertinent Resources Sequence
0102 LO 1 Resource Description
0300 LO 1 Current Patient Location
0400 LO 1 Patient's Institution Residence
0500 LO 1 Patient State
0502 SQ 1 Patient Clinical Trial Participation Sequence
4000 LT 1 Visit Comments
003A
0004 CS 1 Waveform Originality
0005 US 1 Number of Waveform Channels
0010 UL 1 Number of Waveform Samples
001A DS 1 Sampling Frequency
0020 SH 1 Multiplex Group Label
0200 SQ 1 Channel Definition Sequence
0202 IS 1 Waveform Channel Number
0203 SH 1 Channel Label
0205 CS 1-n Channel Status
0208 SQ 1 Channel Source Sequence
0209 SQ 1 Channel Source Modifiers Sequence
020A SQ 1 Source Waveform Sequence
020C LO 1 Channel Derivation Description
0210 DS 1 Channel Sensitivity
0211 SQ 1 Channel Sensitivity Units Sequence
0212 DS 1 Channel Sensitivity Correction Factor
0213 DS 1 Channel Baseline
0214 DS 1 Channel Time Skew
0215 DS 1 Channel Sample Skew
0218 DS 1 Channel Offset
021A US 1 Waveform Bits Stored
0220 DS 1 Filter Low Frequency
0221 DS 1 Filter High Frequency
0222 DS 1 Notch Filter Frequency
0223 DS 1 Notch Filter Bandwidth
0230 FL 1 Waveform Data Display Scale
0231 US 3 Waveform Display Background CIELab Value
0240 SQ 1 Waveform Presentation Group Sequence
0241 US 1 Presentation Group Number
0242 SQ 1 Channel Display Sequence
0244 US 3 Channel Recommended Display CIELab Value
0245 FL 1 Channel Position
0246 CS 1 Display Shading Flag
0247 FL 1 Fractional Channel Display Scale
0248 FL 1 Absolute Channel Display Scale
0300 SQ 1 Multiplexed Audio Channels Description Code Sequence
0301 IS 1 Channel Identification Code
0302 CS 1 Channel Mode
0310 UI 1 Multiplex Group UID
0311 DS 1 Powerline Frequency
0312 SQ 1 Channel Impedance Sequence
0313 DS 1 Impedance Value
0314 DT 1 Impedance Measurement DateTime
0315 DS 1 Impedance Measurement Frequency
0316 CS 1 Impedance Measurement Current Type
0329 LO 1 Waveform Filter Description
032B LO 1 Filter Lookup Table Description
0040
0001 AE 1-n Scheduled Station AE Title
0002 DA 1 Scheduled Procedure Step Start Date
0003 TM 1 Scheduled Procedure Step Start Time
0004 DA 1 Scheduled Procedure Step End Date
0005 TM 1 Scheduled Procedure Step End Time
0006 PN 1 Scheduled Performing Physician's Name
0007 LO 1 Scheduled Procedure Step Description
0008 SQ 1 Scheduled Protocol Code Sequence
0009 SH 1 Scheduled Procedure Step ID
000A SQ 1 Stage Code Sequence
000B SQ 1 Scheduled Performing Physician Identification Sequence
0010 SH 1-n Scheduled Station Name
0011 SH 1 Scheduled Procedure Step Location
0012 LO 1 Pre-Medication
0020 CS 1 Scheduled Procedure Step Status
0026 SQ 1 Order Placer Identifier Sequence
0027 SQ 1 Order Filler Identifier Sequence
0031 UT 1 Local Namespace Entity ID
0032 UT 1 Universal Entity ID
0033 CS 1 Universal Entity ID Type
0035 CS 1 Identifier Type Code
0036 SQ 1 Assigning Facility Sequence
0039 SQ 1 Assigning Jurisdiction Code Sequence
003A SQ 1 Assigning Agency or Department Code Sequence
0100 SQ 1 Scheduled Procedure Step Sequence
0220 SQ 1 Referenced Non-Image Composite SOP Instance Sequence
0241 AE 1 Performed Station AE Title
0242 SH 1 Performed Station Name
0243 SH 1 Performed Location
0244 DA 1 Performed Procedure Step Start Date
0245 TM 1 Performed Procedure Step Start Time
0250 DA 1 Performed Procedure Step End Date
0251 TM 1 Performed Procedure Step End Time
0252 CS 1 Performed Procedure Step Status
0253 SH 1 Performed Procedure Step ID
0254 LO 1 Performed Procedure Step Description
0255 LO 1 Performed Procedure Type Description
0260 SQ 1 Performed Protocol Code Sequence
0261 CS 1 Performed Protocol Type
0270 SQ 1 Scheduled Step Attributes Sequence
0275 SQ 1 Request Attributes Sequence
0280 ST 1 Comments on the Performed Procedure Step
0281 SQ 1 Performed Procedure Step Discontinuation Reason Code Sequence
0293 SQ 1 Quantity Sequence
0294 DS 1 Quantity
0295 SQ 1 Measuring Units Sequence
0296 SQ 1 Billing Item Sequence
0300 US 1 Total Time of Fluoroscopy
0301 US 1 Total Number of Exposures
0302 US 1 Entrance Dose
0303 US 1-2 Exposed Area
0306 DS 1 Distance Source to Entrance
0307 DS 1 Distance Source to Support
030E SQ 1 Exposure Dose Sequence
0310 ST 1 Comments on Radiation Dose
0312 DS 1 X-Ray Output
0314 DS 1 Half Value Layer
0316 DS 1 Organ Dose
0318 CS 1 Organ Exposed
0320 SQ 1 Billing Procedure Step Sequence
0321 SQ 1 Film Consumption Sequence
0324 SQ 1 Billing Supplies and Devices Sequence
0330 SQ 1 Referenced Procedure Step Sequence
0340 SQ 1 Performed Series Sequence
0400 LT 1 Comments on the Scheduled Procedure Step
0440 SQ 1 Protocol Context Sequence
0441 SQ 1 Content Item Modifier Sequence
0500 SQ 1 Scheduled Specimen Sequence
050A LO 1 Specimen Accession Number
0512 LO 1 Container Identifier
0513 SQ 1 Issuer of the Container Identifier Sequence
0515 SQ 1 Alternate Container Identifier Sequence
0518 SQ 1 Container Type Code Sequence
051A LO 1 Container Description
0520 SQ 1 Container Component Sequence
0550 SQ 1 Specimen Sequence
0551 LO 1 Specimen Identifier
0552 SQ 1 Specimen Description Sequence (Trial)
0553 ST 1 Specimen Description (Trial)
0554 UI 1 Specimen UID
0555 SQ 1 Acquisition Context Sequence
0556 ST 1 Acquisition Context Description
0560 SQ 1 Specimen Description Sequence
0562 SQ 1 Issuer of the Specimen Identifier Sequence
059A SQ 1 Specimen Type Code Sequence
0600 LO 1 Specimen Short Description
0602 UT 1 Specimen Detailed Description
0610 SQ 1 Specimen Preparation Sequence
0612 SQ 1 Specimen Preparation Step Content Item Sequence
0620 SQ 1 Specimen Localization Content Item Sequence
06FA LO 1 Slide Identifier
0710 SQ 1 Whole Slide Microscopy Image Frame Type Sequence
071A SQ 1 Image Center Point Coordinates Sequence
072A DS 1 X Offset in Slide Coordinate System
073A DS 1 Y Offset in Slide Coordinate System
074A DS 1 Z Offset in Slide Coordinate System
08D8 SQ 1 Pixel Spacing Sequence
08DA SQ 1 Coordinate System Axis Code Sequence
08EA SQ 1 Measurement Units Code Sequence
09F8 SQ 1 Vital Stain Code Sequence (Trial)
1001 SH 1 Requested Procedure ID
1002 LO 1 Reason for the Requested Procedure
1003 SH 1 Requested Procedure Priority
1004 LO 1 Patient Transport Arrangements
1005 LO 1 Requested Procedure Location
1006 SH 1 Placer Order Number / Procedure
1007 SH 1 Filler Order Number / Procedure
1008 LO 1 Confidentiality Code
1009 SH 1 Reporting Priority
100A SQ 1 Reason for Requested Procedure Code Sequence
1010 PN 1-n Names of Intended Recipients of Results
1011 SQ 1 Intended Recipients of Results Identification Sequence
1012 SQ 1 Reason For Performed Procedure Code Sequence
1060 LO 1 Requested Procedure Description (Trial)
1101 SQ 1 Person Identification Code Sequence
1102 ST 1 Person's Address
1103 LO 1-n Person's Telephone Numbers
1104 LT 1 Person's Telecom Information
1400 LT 1 Requested Procedure Comments
2001 LO 1 Reason for the Imaging Service Request
2004 DA 1 Issue Date of Imaging Service Request
2005 TM 1 Issue Time of Imaging Service Request
2006 SH 1 Placer Order Number / Imaging Service Request (Retired)
2007 SH 1 Filler Order Number / Imaging Service Request (Retired)
2008 PN 1 Order Entered By
2009 SH 1 Order Enterer's Location
2010 SH 1 Order Callback Phone Number
2011 LT 1 Order Callback Telecom Information
2016 LO 1 Placer Order Number / Imaging Service Request
2017 LO 1 Filler Order Number / Imaging Service Request
2400 LT 1 Imaging Service Request Comments
3001 LO 1 Confidentiality Constraint on Patient Data Description
4001 CS 1 General Purpose Scheduled Procedure Step Status
4002 CS 1 General Purpose Performed Procedure Step Status
4003 CS 1 General Purpose Scheduled Procedure Step Priority
4004 SQ 1 Scheduled Processing Applications Code Sequence
4005 DT 1 Scheduled Procedure Step Start DateTime
4006 CS 1 Multiple Copies Flag
4007 SQ 1 Performed Processing Applications Code Sequence
4008 DT 1 Scheduled Procedure Step Expiration DateTime
4009 SQ 1 Human Performer Code Sequence
4010 DT 1 Scheduled Procedure Step Modification DateTime
4011 DT 1 Expected Completion DateTime
4015 SQ 1 Resulting General Purpose Performed Procedure Steps Sequence
4016 SQ 1 Referenced General Purpose Scheduled Procedure Step Sequence
4018 SQ 1 Scheduled Workitem Code Sequence
4019 SQ 1 Performed Workitem Code Sequence
4020 CS 1 Input Availability Flag
4021 SQ 1 Input Information Sequence
4022 SQ 1 Relevant Information Sequence
4023 UI 1 Referenced General Purpose Scheduled Procedure Step Transaction UID
4025 SQ 1 Scheduled Station Name Code Sequence
4026 SQ 1 Scheduled Station Class Code Sequence
4027 SQ 1 Scheduled Station Geographic Location Code Sequence
4028 SQ 1 Performed Station Name Code Sequence
4029 SQ 1 Performed Station Class Code Sequence
4030 SQ 1 Performed Station Geographic Location Code Sequence
4031 SQ 1 Requested Subsequent Workitem Code Sequence
4032 SQ 1 Non-DICOM Output Code Sequence
4033 SQ 1 Output Information Sequence
4034 SQ 1 Scheduled Human Performers Sequence
4035 SQ 1 Actual Human Performers Sequence
4036 LO 1 Human Performer's Organization
4037 PN 1 Human Performer's Name
4040 CS 1 Raw Data Handling
4041 CS 1 Input Readiness State
4050 DT 1 Performed Procedure Step Start DateTime
4051 DT 1 Performed Procedure Step End DateTime
4052 DT 1 Procedure Step Cancellation DateTime
4070 SQ 1 Output Destination Sequence
4071 SQ 1 DICOM Storage Sequence
4072 SQ 1 STOW-RS Storage Sequence
4073 UR 1 Storage URL
4074 SQ 1 XDS Storage Sequence
8302 DS 1 Entrance Dose in mGy
8303 CS 1 Entrance Dose Derivation
9092 SQ 1 Parametric Map Frame Type Sequence
9094 SQ 1 Referenced Image Real World Value Mapping Sequence
9096 SQ 1 Real World Value Mapping Sequence
9098 SQ 1 Pixel Value Mapping Code Sequence
9210 SH 1 LUT Label
9211 US/SS 1 Real World Value Last Value Mapped
9212 FD 1-n Real World Value LUT Data
9213 FD 1 Double Float Real World Value Last Value Mapped
9214 FD 1 Double Float Real World Value First Value Mapped
9216 US/SS 1 Real World Value First Value Mapped
9220 SQ 1 Quantity Definition Sequence
9224 FD 1 Real World Value Intercept
9225 FD 1 Real World Value Slope
A007 CS 1 Findings Flag (Trial)
A010 CS 1 Relationship Type
A020 SQ 1 Findings Sequence (Trial)
A021 UI 1 Findings Group UID (Trial)
A022 UI 1 Referenced Findings Group UID (Trial)
A023 DA 1 Findings Group Recording Date (Trial)
A024 TM 1 Findings Group Recording Time (Trial)
A026 SQ 1 Findings Source Category Code Sequence (Trial)
A027 LO 1 Verifying Organization
A028 SQ 1 Documenting Organization Identifier Code Sequence (Trial)
A030 DT 1 Verification DateTime
A032 DT 1 Observation DateTime
A033 DT 1 Observation Start DateTime
A040 CS 1 Value Type
A043 SQ 1 Concept Name Code Sequence
A047 LO 1 Measurement Precision Description (Trial)
A050 CS 1 Continuity Of Content
A057 CS 1-n Urgency or Priority Alerts (Trial)
A060 LO 1 Sequencing Indicator (Trial)
A066 SQ 1 Document Identifier Code Sequence (Trial)
A067 PN 1 Document Author (Trial)
A068 SQ 1 Document Author Identifier Code Sequence (Trial)
A070 SQ 1 Identifier Code Sequence (Trial)
A073 SQ 1 Verifying Observer Sequence
A074 OB 1 Object Binary Identifier (Trial)
A075 PN 1 Verifying Observer Name
A076 SQ 1 Documenting Observer Identifier Code Sequence (Trial)
A078 SQ 1 Author Observer Sequence
A07A SQ 1 Participant Sequence
A07C SQ 1 Custodial Organization Sequence
A080 CS 1 Participation Type
A082 DT 1 Participation DateTime
A084 CS 1 Observer Type
A085 SQ 1 Procedure Identifier Code Sequence (Trial)
A088 SQ 1 Verifying Observer Identification Code Sequence
A089 OB 1 Object Directory Binary Identifier (Trial)
A090 SQ 1 Equivalent CDA Document Sequence
A0B0 US 2-2n Referenced Waveform Channels
A110 DA 1 Date of Document or Verbal Transaction (Trial)
A112 TM 1 Time of Document Creation or Verbal Transaction (Trial)
A120 DT 1 DateTime
A121 DA 1 Date
A122 TM 1 Time
A123 PN 1 Person Name
A124 UI 1 UID
A125 CS 2 Report Status ID (Trial)
A130 CS 1 Temporal Range Type
A132 UL 1-n Referenced Sample Positions
A136 US 1-n Referenced Frame Numbers
A138 DS 1-n Referenced Time Offsets
A13A DT 1-n Referenced DateTime
A160 UT 1 Text Value
A161 FD 1-n Floating Point Value
A162 SL 1-n Rational Numerator Value
A163 UL 1-n Rational Denominator Value
A167 SQ 1 Observation Category Code Sequence (Trial)
A168 SQ 1 Concept Code Sequence
A16A ST 1 Bibliographic Citation (Trial)
A170 SQ 1 Purpose of Reference Code Sequence
A171 UI 1 Observation UID
A172 UI 1 Referenced Observation UID (Trial)
A173 CS 1 Referenced Observation Class (Trial)
A174 CS 1 Referenced Object Observation Class (Trial)
A180 US 1 Annotation Group Number
A192 DA 1 Observation Date (Trial)
A193 TM 1 Observation Time (Trial)
A194 CS 1 Measurement Automation (Trial)
A195 SQ 1 Modifier Code Sequence
A224 ST 1 Identification Description (Trial)
A290 CS 1 Coordinates Set Geometric Type (Trial)
A296 SQ 1 Algorithm Code Sequence (Trial)
A297 ST 1 Algorithm Description (Trial)
A29A SL 2-2n Pixel Coordinates Set (Trial)
A300 SQ 1 Measured Value Sequence
A301 SQ 1 Numeric Value Qualifier Code Sequence
A307 PN 1 Current Observer (Trial)
A30A DS 1-n Numeric Value
A313 SQ 1 Referenced Accession Sequence (Trial)
A33A ST 1 Report Status Comment (Trial)
A340 SQ 1 Procedure Context Sequence (Trial)
A352 PN 1 Verbal Source (Trial)
A353 ST 1 Address (Trial)
A354 LO 1 Telephone Number (Trial)
A358 SQ 1 Verbal Source Identifier Code Sequence (Trial)
A360 SQ 1 Predecessor Documents Sequence
A370 SQ 1 Referenced Request Sequence
A372 SQ 1 Performed Procedure Code Sequence
A375 SQ 1 Current Requested Procedure Evidence Sequence
A380 SQ 1 Report Detail Sequence (Trial)
A385 SQ 1 Pertinent Other Evidence Sequence
A390 SQ 1 HL7 Structured Document Reference Sequence
A402 UI 1 Observation Subject UID (Trial)
A403 CS 1 Observation Subject Class (Trial)
A404 SQ 1 Observation Subject Type Code Sequence (Trial)
A491 CS 1 Completion Flag
A492 LO 1 Completion Flag Description
A493 CS 1 Verification Flag
A494 CS 1 Archive Requested
A496 CS 1 Preliminary Flag
A504 SQ 1 Content Template Sequence
A525 SQ 1 Identical Documents Sequence
A600 CS 1 Observation Subject Context Flag (Trial)
A601 CS 1 Observer Context Flag (Trial)
A603 CS 1 Procedure Context Flag (Trial)
A730 SQ 1 Content Sequence
A731 SQ 1 Relationship Sequence (Trial)
A732 SQ 1 Relationship Type Code Sequence (Trial)
A744 SQ 1 Language Code Sequence (Trial)
A801 SQ 1 Tabulated Values Sequence
A802 UL 1 Number of Table Rows
A803 UL 1 Number of Table Columns
A804 UL 1 Table Row Number
A805 UL 1 Table Column Number
A806 SQ 1 Table Row Definition Sequence
A807 SQ 1 Table Column Definition Sequence
A808 SQ 1 Cell Values Sequence
A992 ST 1 Uniform Resource Locator (Trial)
B020 SQ 1 Waveform Annotation Sequence
DB00 CS 1 Template Identifier
DB06 DT 1 Template Version
DB07 DT 1 Template Local Version
DB0B CS 1 Template Extension Flag
DB0C UI 1 Template Extension Organization UID
DB0D UI 1 Template Extension Creator UID
DB73 UL 1-n Referenced Content Item Identifier
E001 ST 1 HL7 Instance Identifier
E004 DT 1 HL7 Document Effective Time
E006 SQ 1 HL7 Document Type Code Sequence
E008 SQ 1 Document Class Code Sequence
E010 UR 1 Retrieve URI
E011 UI 1 Retrieve Location UID
E020 CS 1 Type of Instances
E021 SQ 1 DICOM Retrieval Sequence
E022 SQ 1 DICOM Media Retrieval Sequence
E023 SQ 1 WADO Retrieval Sequence
E024 SQ 1 XDS Retrieval Sequence
E025 SQ 1 WADO-RS Retrieval Sequence
E030 UI 1 Repository Unique ID
E031 UI 1 Home Community ID
0042
0010 ST 1 Document Title
0011 OB 1 Encapsulated Document
0012 LO 1 MIME Type of Encapsulated Document
0013 SQ 1 Source Instance Sequence
0014 LO 1-n List of MIME Types
0015 UL 1 Encapsulated Document Length
0044
0001 ST 1 Product Package Identifier
0002 CS 1 Substance Administration Approval
0003 LT 1 Approval Status Further Description
0004 DT 1 Approval Status DateTime
0007 SQ 1 Product Type Code Sequence
0008 LO 1-n Product Name
0009 LT 1 Product Description
000A LO 1 Product Lot Identifier
000B DT 1 Product Expiration DateTime
0010 DT 1 Substance Administration DateTime
0011 LO 1 Substance Administration Notes
0012 LO 1 Substance Administration Device ID
0013 SQ 1 Product Parameter Sequence
0019 SQ 1 Substance Administration Parameter Sequence
0100 SQ 1 Approval Sequence
0101 SQ 1 Assertion Code Sequence
0102 UI 1 Assertion UID
0103 SQ 1 Asserter Identification Sequence
0104 DT 1 Assertion DateTime
0105 DT 1 Assertion Expiration DateTime
0106 UT 1 Assertion Comments
0107 SQ 1 Related Assertion Sequence
0108 UI 1 Referenced Assertion UID
0109 SQ 1 Approval Subject Sequence
010A SQ 1 Organizational Role Code Sequence
0046
0012 LO 1 Lens Description
0014 SQ 1 Right Lens Sequence
0015 SQ 1 Left Lens Sequence
0016 SQ 1 Unspecified Laterality Lens Sequence
0018 SQ 1 Cylinder Sequence
0028 SQ 1 Prism Sequence
0030 FD 1 Horizontal Prism Power
0032 CS 1 Horizontal Prism Base
0034 FD 1 Vertical Prism Power
0036 CS 1 Vertical Prism Base
0038 CS 1 Lens Segment Type
0040 FD 1 Optical Transmittance
0042 FD 1 Channel Width
0044 FD 1 Pupil Size
0046 FD 1 Corneal Size
0047 SQ 1 Corneal Size Sequence
0050 SQ 1 Autorefraction Right Eye Sequence
0052 SQ 1 Autorefraction Left Eye Sequence
0060 FD 1 Distance Pupillary Distance
0062 FD 1 Near Pupillary Distance
0063 FD 1 Intermediate Pupillary Distance
0064 FD 1 Other Pupillary Distance
0070 SQ 1 Keratometry Right Eye Sequence
0071 SQ 1 Keratometry Left Eye Sequence
0074 SQ 1 Steep Keratometric Axis Sequence
0075 FD 1 Radius of Curvature
0076 FD 1 Keratometric Power
0077 FD 1 Keratometric Axis
0080 SQ 1 Flat Keratometric Axis Sequence
0092 CS 1 Background Color
0094 CS 1 Optotype
0095 CS 1 Optotype Presentation
0097 SQ 1 Subjective Refraction Right Eye Sequence
0098 SQ 1 Subjective Refraction Left Eye Sequence
0100 SQ 1 Add Near Sequence
0101 SQ 1 Add Intermediate Sequence
0102 SQ 1 Add Other Sequence
0104 FD 1 Add Power
0106 FD 1 Viewing Distance
0110 SQ 1 Cornea Measurements Sequence
0111 SQ 1 Source of Cornea Measurement Data Code Sequence
0112 SQ 1 Steep Corneal Axis Sequence
0113 SQ 1 Flat Corneal Axis Sequence
0114 FD 1 Corneal Power
0115 FD 1 Corneal Axis
0116 SQ 1 Cornea Measurement Method Code Sequence
0117 FL 1 Refractive Index of Cornea
0118 FL 1 Refractive Index of Aqueous Humor
0121 SQ 1 Visual Acuity Type Code Sequence
0122 SQ 1 Visual Acuity Right Eye Sequence
0123 SQ 1 Visual Acuity Left Eye Sequence
0124 SQ 1 Visual Acuity Both Eyes Open Sequence
0125 CS 1 Viewing Distance Type
0135 SS 2 Visual Acuity Modifiers
0137 FD 1 Decimal Visual Acuity
0139 LO 1 Optotype Detailed Definition
0145 SQ 1 Referenced Refractive Measurements Sequence
0146 FD 1 Sphere Power
0147 FD 1 Cylinder Power
0201 CS 1 Corneal Topography Surface
0202 FL 2 Corneal Vertex Location
0203 FL 1 Pupil Centroid X-Coordinate
0204 FL 1 Pupil Centroid Y-Coordinate
0205 FL 1 Equivalent Pupil Radius
0207 SQ 1 Corneal Topography Map Type Code Sequence
0208 IS 2-2n Vertices of the Outline of Pupil
0210 SQ 1 Corneal Topography Mapping Normals Sequence
0211 SQ 1 Maximum Corneal Curvature Sequence
0212 FL 1 Maximum Corneal Curvature
0213 FL 2 Maximum Corneal Curvature Location
0215 SQ 1 Minimum Keratometric Sequence
0218 SQ 1 Simulated Keratometric Cylinder Sequence
0220 FL 1 Average Corneal Power
0224 FL 1 Corneal I-S Value
0227 FL 1 Analyzed Area
0230 FL 1 Surface Regularity Index
0232 FL 1 Surface Asymmetry Index
0234 FL 1 Corneal Eccentricity Index
0236 FL 1 Keratoconus Prediction Index
0238 FL 1 Decimal Potential Visual Acuity
0242 CS 1 Corneal Topography Map Quality Evaluation
0244 SQ 1 Source Image Corneal Processed Data Sequence
0247 FL 3 Corneal Point Location
0248 CS 1 Corneal Point Estimated
0249 FL 1 Axial Power
0250 FL 1 Tangential Power
0251 FL 1 Refractive Power
0252 FL 1 Relative Elevation
0253 FL 1 Corneal Wavefront
0048
0001 FL 1 Imaged Volume Width
0002 FL 1 Imaged Volume Height
0003 FL 1 Imaged Volume Depth
0006 UL 1 Total Pixel Matrix Columns
0007 UL 1 Total Pixel Matrix Rows
0008 SQ 1 Total Pixel Matrix Origin Sequence
0010 CS 1 Specimen Label in Image
0011 CS 1 Focus Method
0012 CS 1 Extended Depth of Field
0013 US 1 Number of Focal Planes
0014 FL 1 Distance Between Focal Planes
0015 US 3 Recommended Absent Pixel CIELab Value
0100 SQ 1 Illuminator Type Code Sequence
0102 DS 6 Image Orientation (Slide)
0105 SQ 1 Optical Path Sequence
0106 SH 1 Optical Path Identifier
0107 ST 1 Optical Path Description
0108 SQ 1 Illumination Color Code Sequence
0110 SQ 1 Specimen Reference Sequence
0111 DS 1 Condenser Lens Power
0112 DS 1 Objective Lens Power
0113 DS 1 Objective Lens Numerical Aperture
0120 SQ 1 Palette Color Lookup Table Sequence
0200 SQ 1 Referenced Image Navigation Sequence
0201 US 2 Top Left Hand Corner of Localizer Area
0202 US 2 Bottom Right Hand Corner of Localizer Area
0207 SQ 1 Optical Path Identification Sequence
021A SQ 1 Plane Position (Slide) Sequence
021E SL 1 Column Position In Total Image Pixel Matrix
021F SL 1 Row Position In Total Image Pixel Matrix
0301 CS 1 Pixel Origin Interpretation
0302 UL 1 Number of Optical Paths
0303 UL 1 Total Pixel Matrix Focal Planes
0050
0004 CS 1 Calibration Image
0010 SQ 1 Device Sequence
0012 SQ 1 Container Component Type Code Sequence
0013 FD 1 Container Component Thickness
0014 DS 1 Device Length
0015 FD 1 Container Component Width
0016 DS 1 Device Diameter
0017 CS 1 Device Diameter Units
0018 DS 1 Device Volume
0019 DS 1 Inter-Marker Distance
001A CS 1 Container Component Material
001B LO 1 Container Component ID
001C FD 1 Container Component Length
001D FD 1 Container Component Diameter
001E LO 1 Container Component Description
0020 LO 1 Device Description
0021 ST 1 Long Device Description
0052
0001 FL 1 Contrast/Bolus Ingredient Percent by Volume
0002 FD 1 OCT Focal Distance
0003 FD 1 Beam Spot Size
0004 FD 1 Effective Refractive Index
0006 CS 1 OCT Acquisition Domain
0007 FD 1 OCT Optical Center Wavelength
0008 FD 1 Axial Resolution
0009 FD 1 Ranging Depth
0011 FD 1 A-line Rate
0012 US 1 A-lines Per Frame
0013 FD 1 Catheter Rotational Rate
0014 FD 1 A-line Pixel Spacing
0016 SQ 1 Mode of Percutaneous Access Sequence
0025 SQ 1 Intravascular OCT Frame Type Sequence
0026 CS 1 OCT Z Offset Applied
0027 SQ 1 Intravascular Frame Content Sequence
0028 FD 1 Intravascular Longitudinal Distance
0029 SQ 1 Intravascular OCT Frame Content Sequence
0030 SS 1 OCT Z Offset Correction
0031 CS 1 Catheter Direction of Rotation
0033 FD 1 Seam Line Location
0034 FD 1 First A-line Location
0036 US 1 Seam Line Index
0038 US 1 Number of Padded A-lines
0039 CS 1 Interpolation Type
003A CS 1 Refractive Index Applied
0054
0010 US 1-n Energy Window Vector
0011 US 1 Number of Energy Windows
0012 SQ 1 Energy Window Information Sequence
0013 SQ 1 Energy Window Range Sequence
0014 DS 1 Energy Window Lower Limit
0015 DS 1 Energy Window Upper Limit
0016 SQ 1 Radiopharmaceutical Information Sequence
0017 IS 1 Residual Syringe Counts
0018 SH 1 Energy Window Name
0020 US 1-n Detector Vector
0021 US 1 Number of Detectors
0022 SQ 1 Detector Information Sequence
0030 US 1-n Phase Vector
0031 US 1 Number of Phases
0032 SQ 1 Phase Information Sequence
0033 US 1 Number of Frames in Phase
0036 IS 1 Phase Delay
0038 IS 1 Pause Between Frames
0039 CS 1 Phase Description
0050 US 1-n Rotation Vector
0051 US 1 Number of Rotations
0052 SQ 1 Rotation Information Sequence
0053 US 1 Number of Frames in Rotation
0060 US 1-n R-R Interval Vector
0061 US 1 Number of R-R Intervals
0062 SQ 1 Gated Information Sequence
0063 SQ 1 Data Information Sequence
0070 US 1-n Time Slot Vector
0071 US 1 Number of Time Slots
0072 SQ 1 Time Slot Information Sequence
0073 DS 1 Time Slot Time
0080 US 1-n Slice Vector
0081 US 1 Number of Slices
0090 US 1-n Angular View Vector
0100 US 1-n Time Slice Vector
0101 US 1 Number of Time Slices
0200 DS 1 Start Angle
0202 CS 1 Type of Detector Motion
0210 IS 1-n Trigger Vector
0211 US 1 Number of Triggers in Phase
0220 SQ 1 View Code Sequence
0222 SQ 1 View Modifier Code Sequence
0300 SQ 1 Radionuclide Code Sequence
0302 SQ 1 Administration Route Code Sequence
0304 SQ 1 Radiopharmaceutical Code Sequence
0306 SQ 1 Calibration Data Sequence
0308 US 1 Energy Window Number
0400 SH 1 Image ID
0410 SQ 1 Patient Orientation Code Sequence
0412 SQ 1 Patient Orientation Modifier Code Sequence
0414 SQ 1 Patient Gantry Relationship Code Sequence
0500 CS 1 Slice Progression Direction
0501 CS 1 Scan Progression Direction
1000 CS 2 Series Type
1001 CS 1 Units
1002 CS 1 Counts Source
1004 CS 1 Reprojection Method
1006 CS 1 SUV Type
1100 CS 1 Randoms Correction Method
1101 LO 1 Attenuation Correction Method
1102 CS 1 Decay Correction
1103 LO 1 Reconstruction Method
1104 LO 1 Detector Lines of Response Used
1105 LO 1 Scatter Correction Method
1200 DS 1 Axial Acceptance
1201 IS 2 Axial Mash
1202 IS 1 Transverse Mash
1203 DS 2 Detector Element Size
1210 DS 1 Coincidence Window Width
1220 CS 1-n Secondary Counts Type
1300 DS 1 Frame Reference Time
1310 IS 1 Primary (Prompts) Counts Accumulated
1311 IS 1-n Secondary Counts Accumulated
1320 DS 1 Slice Sensitivity Factor
1321 DS 1 Decay Factor
1322 DS 1 Dose Calibration Factor
1323 DS 1 Scatter Fraction Factor
1324 DS 1 Dead Time Factor
1330 US 1 Image Index
1400 CS 1-n Counts Included
1401 CS 1 Dead Time Correction Flag
0060
3000 SQ 1 Histogram Sequence
3002 US 1 Histogram Number of Bins
3004 US/SS 1 Histogram First Bin Value
3006 US/SS 1 Histogram Last Bin Value
3008 US 1 Histogram Bin Width
3010 LO 1 Histogram Explanation
3020 UL 1-n Histogram Data
0062
0001 CS 1 Segmentation Type
0002 SQ 1 Segment Sequence
0003 SQ 1 Segmented Property Category Code Sequence
0004 US 1 Segment Number
0005 LO 1 Segment Label
0006 ST 1 Segment Description
0007 SQ 1 Segmentation Algorithm Identification Sequence
0008 CS 1 Segment Algorithm Type
0009 LO 1-n Segment Algorithm Name
000A SQ 1 Segment Identification Sequence
000B US 1-n Referenced Segment Number
000C US 1 Recommended Display Grayscale Value
000D US 3 Recommended Display CIELab Value
000E US 1 Maximum Fractional Value
000F SQ 1 Segmented Property Type Code Sequence
0010 CS 1 Segmentation Fractional Type
0011 SQ 1 Segmented Property Type Modifier Code Sequence
0012 SQ 1 Used Segments Sequence
0013 CS 1 Segments Overlap
0020 UT 1 Tracking ID
0021 UI 1 Tracking UID
0064
0002 SQ 1 Deformable Registration Sequence
0003 UI 1 Source Frame of Reference UID
0005 SQ 1 Deformable Registration Grid Sequence
0007 UL 3 Grid Dimensions
0008 FD 3 Grid Resolution
0009 OF 1 Vector Grid Data
000F SQ 1 Pre Deformation Matrix Registration Sequence
0010 SQ 1 Post Deformation Matrix Registration Sequence
0066
0001 UL 1 Number of Surfaces
0002 SQ 1 Surface Sequence
0003 UL 1 Surface Number
0004 LT 1 Surface Comments
0009 CS 1 Surface Processing
000A FL 1 Surface Processing Ratio
000B LO 1 Surface Processing Description
000C FL 1 Recommended Presentation Opacity
000D CS 1 Recommended Presentation Type
000E CS 1 Finite Volume
0010 CS 1 Manifold
0011 SQ 1 Surface Points Sequence
0012 SQ 1 Surface Points Normals Sequence
0013 SQ 1 Surface Mesh Primitives Sequence
0015 UL 1 Number of Surface Points
0016 OF 1 Point Coordinates Data
0017 FL 3 Point Position Accuracy
0018 FL 1 Mean Point Distance
0019 FL 1 Maximum Point Distance
001A FL 6 Points Bounding Box Coordinates
001B FL 3 Axis of Rotation
001C FL 3 Center of Rotation
001E UL 1 Number of Vectors
001F US 1 Vector Dimensionality
0020 FL 1-n Vector Accuracy
0021 OF 1 Vector Coordinate Data
0022 OD 1 Double Point Coordinates Data
0023 OW 1 Triangle Point Index List
0024 OW 1 Edge Point Index List
0025 OW 1 Vertex Point Index List
0026 SQ 1 Triangle Strip Sequence
0027 SQ 1 Triangle Fan Sequence
0028 SQ 1 Line Sequence
0029 OW 1 Primitive Point Index List
002A UL 1 Surface Count
002B SQ 1 Referenced Surface Sequence
002C UL 1 Referenced Surface Number
002D SQ 1 Segment Surface Generation Algorithm Identification Sequence
002E SQ 1 Segment Surface Source Instance Sequence
002F SQ 1 Algorithm Family Code Sequence
0030 SQ 1 Algorithm Name Code Sequence
0031 LO 1 Algorithm Version
0032 LT 1 Algorithm Parameters
0034 SQ 1 Facet Sequence
0035 SQ 1 Surface Processing Algorithm Identification Sequence
0036 LO 1 Algorithm Name
0037 FL 1 Recommended Point Radius
0038 FL 1 Recommended Line Thickness
0040 OL 1 Long Primitive Point Index List
0041 OL 1 Long Triangle Point Index List
0042 OL 1 Long Edge Point Index List
0043 OL 1 Long Vertex Point Index List
0101 SQ 1 Track Set Sequence
0102 SQ 1 Track Sequence
0103 OW 1 Recommended Display CIELab Value List
0104 SQ 1 Tracking Algorithm Identification Sequence
0105 UL 1 Track Set Number
0106 LO 1 Track Set Label
0107 UT 1 Track Set Description
0108 SQ 1 Track Set Anatomical Type Code Sequence
0121 SQ 1 Measurements Sequence
0124 SQ 1 Track Set Statistics Sequence
0125 OF 1 Floating Point Values
0129 OL 1 Track Point Index List
0130 SQ 1 Track Statistics Sequence
0132 SQ 1 Measurement Values Sequence
0133 SQ 1 Diffusion Acquisition Code Sequence
0134 SQ 1 Diffusion Model Code Sequence
0068
6210 LO 1 Implant Size
6221 LO 1 Implant Template Version
6222 SQ 1 Replaced Implant Template Sequence
6223 CS 1 Implant Type
6224 SQ 1 Derivation Implant Template Sequence
6225 SQ 1 Original Implant Template Sequence
6226 DT 1 Effective DateTime
6230 SQ 1 Implant Target Anatomy Sequence
6260 SQ 1 Information From Manufacturer Sequence
6265 SQ 1 Notification From Manufacturer Sequence
6270 DT 1 Information Issue DateTime
6280 ST 1 Information Summary
62A0 SQ 1 Implant Regulatory Disapproval Code Sequence
62A5 FD 1 Overall Template Spatial Tolerance
62C0 SQ 1 HPGL Document Sequence
62D0 US 1 HPGL Document ID
62D5 LO 1 HPGL Document Label
62E0 SQ 1 View Orientation Code Sequence
62F0 SQ 1 View Orientation Modifier Code Sequence
62F2 FD 1 HPGL Document Scaling
6300 OB 1 HPGL Document
6310 US 1 HPGL Contour Pen Number
6320 SQ 1 HPGL Pen Sequence
6330 US 1 HPGL Pen Number
6340 LO 1 HPGL Pen Label
6345 ST 1 HPGL Pen Description
6346 FD 2 Recommended Rotation Point
6347 FD 4 Bounding Rectangle
6350 US 1-n Implant Template 3D Model Surface Number
6360 SQ 1 Surface Model Description Sequence
6380 LO 1 Surface Model Label
6390 FD 1 Surface Model Scaling Factor
63A0 SQ 1 Materials Code Sequence
63A4 SQ 1 Coating Materials Code Sequence
63A8 SQ 1 Implant Type Code Sequence
63AC SQ 1 Fixation Method Code Sequence
63B0 SQ 1 Mating Feature Sets Sequence
63C0 US 1 Mating Feature Set ID
63D0 LO 1 Mating Feature Set Label
63E0 SQ 1 Mating Feature Sequence
63F0 US 1 Mating Feature ID
6400 SQ 1 Mating Feature Degree of Freedom Sequence
6410 US 1 Degree of Freedom ID
6420 CS 1 Degree of Freedom Type
6430 SQ 1 2D Mating Feature Coordinates Sequence
6440 US 1 Referenced HPGL Document ID
6450 FD 2 2D Mating Point
6460 FD 4 2D Mating Axes
6470 SQ 1 2D Degree of Freedom Sequence
6490 FD 3 3D Degree of Freedom Axis
64A0 FD 2 Range of Freedom
64C0 FD 3 3D Mating Point
64D0 FD 9 3D Mating Axes
64F0 FD 3 2D Degree of Freedom Axis
6500 SQ 1 Planning Landmark Point Sequence
6510 SQ 1 Planning Landmark Line Sequence
6520 SQ 1 Planning Landmark Plane Sequence
6530 US 1 Planning Landmark ID
6540 LO 1 Planning Landmark Description
6545 SQ 1 Planning Landmark Identification Code Sequence
6550 SQ 1 2D Point Coordinates Sequence
6560 FD 2 2D Point Coordinates
6590 FD 3 3D Point Coordinates
65A0 SQ 1 2D Line Coordinates Sequence
65B0 FD 4 2D Line Coordinates
65D0 FD 6 3D Line Coordinates
65E0 SQ 1 2D Plane Coordinates Sequence
65F0 FD 4 2D Plane Intersection
6610 FD 3 3D Plane Origin
6620 FD 3 3D Plane Normal
7001 CS 1 Model Modification
7002 CS 1 Model Mirroring
7003 SQ 1 Model Usage Code Sequence
7004 UI 1 Model Group UID
7005 UR 1 Relative URI Reference Within Encapsulated Document
006A
0001 CS 1 Annotation Coordinate Type
0002 SQ 1 Annotation Group Sequence
0003 UI 1 Annotation Group UID
0005 LO 1 Annotation Group Label
0006 UT 1 Annotation Group Description
0007 CS 1 Annotation Group Generation Type
0008 SQ 1 Annotation Group Algorithm Identification Sequence
0009 SQ 1 Annotation Property Category Code Sequence
000A SQ 1 Annotation Property Type Code Sequence
000B SQ 1 Annotation Property Type Modifier Code Sequence
000C UL 1 Number of Annotations
000D CS 1 Annotation Applies to All Optical Paths
000E SH 1-n Referenced Optical Path Identifier
000F CS 1 Annotation Applies to All Z Planes
0010 FD 1-n Common Z Coordinate Value
0011 OL 1 Annotation Index List
0070
0001 SQ 1 Graphic Annotation Sequence
0002 CS 1 Graphic Layer
0003 CS 1 Bounding Box Annotation Units
0004 CS 1 Anchor Point Annotation Units
0005 CS 1 Graphic Annotation Units
0006 ST 1 Unformatted Text Value
0008 SQ 1 Text Object Sequence
0009 SQ 1 Graphic Object Sequence
0010 FL 2 Bounding Box Top Left Hand Corner
0011 FL 2 Bounding Box Bottom Right Hand Corner
0012 CS 1 Bounding Box Text Horizontal Justification
0014 FL 2 Anchor Point
0015 CS 1 Anchor Point Visibility
0020 US 1 Graphic Dimensions
0021 US 1 Number of Graphic Points
0022 FL 2-n Graphic Data
0023 CS 1 Graphic Type
0024 CS 1 Graphic Filled
0040 IS 1 Image Rotation (Retired)
0041 CS 1 Image Horizontal Flip
0042 US 1 Image Rotation
0050 US 2 Displayed Area Top Left Hand Corner (Trial)
0051 US 2 Displayed Area Bottom Right Hand Corner (Trial)
0052 SL 2 Displayed Area Top Left Hand Corner
0053 SL 2 Displayed Area Bottom Right Hand Corner
005A SQ 1 Displayed Area Selection Sequence
0060 SQ 1 Graphic Layer Sequence
0062 IS 1 Graphic Layer Order
0066 US 1 Graphic Layer Recommended Display Grayscale Value
0067 US 3 Graphic Layer Recommended Display RGB Value
0068 LO 1 Graphic Layer Description
0080 CS 1 Content Label
0081 LO 1 Content Description
0082 DA 1 Presentation Creation Date
0083 TM 1 Presentation Creation Time
0084 PN 1 Content Creator's Name
0086 SQ 1 Content Creator's Identification Code Sequence
0087 SQ 1 Alternate Content Description Sequence
0100 CS 1 Presentation Size Mode
0101 DS 2 Presentation Pixel Spacing
0102 IS 2 Presentation Pixel Aspect Ratio
0103 FL 1 Presentation Pixel Magnification Ratio
0207 LO 1 Graphic Group Label
0208 ST 1 Graphic Group Description
0209 SQ 1 Compound Graphic Sequence
0226 UL 1 Compound Graphic Instance ID
0227 LO 1 Font Name
0228 CS 1 Font Name Type
0229 LO 1 CSS Font Name
0230 FD 1 Rotation Angle
0231 SQ 1 Text Style Sequence
0232 SQ 1 Line Style Sequence
0233 SQ 1 Fill Style Sequence
0234 SQ 1 Graphic Group Sequence
0241 US 3 Text Color CIELab Value
0242 CS 1 Horizontal Alignment
0243 CS 1 Vertical Alignment
0244 CS 1 Shadow Style
0245 FL 1 Shadow Offset X
0246 FL 1 Shadow Offset Y
0247 US 3 Shadow Color CIELab Value
0248 CS 1 Underlined
0249 CS 1 Bold
0250 CS 1 Italic
0251 US 3 Pattern On Color CIELab Value
0252 US 3 Pattern Off Color CIELab Value
0253 FL 1 Line Thickness
0254 CS 1 Line Dashing Style
0255 UL 1 Line Pattern
0256 OB 1 Fill Pattern
0257 CS 1 Fill Mode
0258 FL 1 Shadow Opacity
0261 FL 1 Gap Length
0262 FL 1 Diameter of Visibility
0273 FL 2 Rotation Point
0274 CS 1 Tick Alignment
0278 CS 1 Show Tick Label
0279 CS 1 Tick Label Alignment
0282 CS 1 Compound Graphic Units
0284 FL 1 Pattern On Opacity
0285 FL 1 Pattern Off Opacity
0287 SQ 1 Major Ticks Sequence
0288 FL 1 Tick Position
0289 SH 1 Tick Label
0294 CS 1 Compound Graphic Type
0295 UL 1 Graphic Group ID
0306 CS 1 Shape Type
0308 SQ 1 Registration Sequence
0309 SQ 1 Matrix Registration Sequence
030A SQ 1 Matrix Sequence
030B FD 16 Frame of Reference to Displayed Coordinate System Transformation Matrix
030C CS 1 Frame of Reference Transformation Matrix Type
030D SQ 1 Registration Type Code Sequence
030F ST 1 Fiducial Description
0310 SH 1 Fiducial Identifier
0311 SQ 1 Fiducial Identifier Code Sequence
0312 FD 1 Contour Uncertainty Radius
0314 SQ 1 Used Fiducials Sequence
0318 SQ 1 Graphic Coordinates Data Sequence
031A UI 1 Fiducial UID
031B UI 1 Referenced Fiducial UID
031C SQ 1 Fiducial Set Sequence
031E SQ 1 Fiducial Sequence
031F SQ 1 Fiducials Property Category Code Sequence
0401 US 3 Graphic Layer Recommended Display CIELab Value
0402 SQ 1 Blending Sequence
0403 FL 1 Relative Opacity
0404 SQ 1 Referenced Spatial Registration Sequence
0405 CS 1 Blending Position
1101 UI 1 Presentation Display Collection UID
1102 UI 1 Presentation Sequence Collection UID
1103 US 1 Presentation Sequence Position Index
1104 SQ 1 Rendered Image Reference Sequence
1201 SQ 1 Volumetric Presentation State Input Sequence
1202 CS 1 Presentation Input Type
1203 US 1 Input Sequence Position Index
1204 CS 1 Crop
1205 US 1-n Cropping Specification Index
1206 CS 1 Compositing Method
1207 US 1 Volumetric Presentation Input Number
1208 CS 1 Image Volume Geometry
1209 UI 1 Volumetric Presentation Input Set UID
120A SQ 1 Volumetric Presentation Input Set Sequence
120B CS 1 Global Crop
120C US 1-n Global Cropping Specification Index
120D CS 1 Rendering Method
1301 SQ 1 Volume Cropping Sequence
1302 CS 1 Volume Cropping Method
1303 FD 6 Bounding Box Crop
1304 SQ 1 Oblique Cropping Plane Sequence
1305 FD 4 Plane
1306 FD 3 Plane Normal
1309 US 1 Cropping Specification Number
1501 CS 1 Multi-Planar Reconstruction Style
1502 CS 1 MPR Thickness Type
1503 FD 1 MPR Slab Thickness
1505 FD 3 MPR Top Left Hand Corner
1507 FD 3 MPR View Width Direction
1508 FD 1 MPR View Width
150C UL 1 Number of Volumetric Curve Points
150D OD 1 Volumetric Curve Points
1511 FD 3 MPR View Height Direction
1512 FD 1 MPR View Height
1602 CS 1 Render Projection
1603 FD 3 Viewpoint Position
1604 FD 3 Viewpoint LookAt Point
1605 FD 3 Viewpoint Up Direction
1606 FD 6 Render Field of View
1607 FD 1 Sampling Step Size
1701 CS 1 Shading Style
1702 FD 1 Ambient Reflection Intensity
1703 FD 3 Light Direction
1704 FD 1 Diffuse Reflection Intensity
1705 FD 1 Specular Reflection Intensity
1706 FD 1 Shininess
1801 SQ 1 Presentation State Classification Component Sequence
1802 CS 1 Component Type
1803 SQ 1 Component Input Sequence
1804 US 1 Volumetric Presentation Input Index
1805 SQ 1 Presentation State Compositor Component Sequence
1806 SQ 1 Weighting Transfer Function Sequence
1807 US 3 Weighting Lookup Table Descriptor
1808 OB 1 Weighting Lookup Table Data
1901 SQ 1 Volumetric Annotation Sequence
1903 SQ 1 Referenced Structured Context Sequence
1904 UI 1 Referenced Content Item
1905 SQ 1 Volumetric Presentation Input Annotation Sequence
1907 CS 1 Annotation Clipping
1A01 CS 1 Presentation Animation Style
1A03 FD 1 Recommended Animation Rate
1A04 SQ 1 Animation Curve Sequence
1A05 FD 1 Animation Step Size
1A06 FD 1 Swivel Range
1A07 OD 1 Volumetric Curve Up Directions
1A08 SQ 1 Volume Stream Sequence
1A09 LO 1 RGBA Transfer Function Description
1B01 SQ 1 Advanced Blending Sequence
1B02 US 1 Blending Input Number
1B03 SQ 1 Blending Display Input Sequence
1B04 SQ 1 Blending Display Sequence
1B06 CS 1 Blending Mode
1B07 CS 1 Time Series Blending
1B08 CS 1 Geometry for Display
1B11 SQ 1 Threshold Sequence
1B12 SQ 1 Threshold Value Sequence
1B13 CS 1 Threshold Type
1B14 FD 1 Threshold Value
0072
0002 SH 1 Hanging Protocol Name
0004 LO 1 Hanging Protocol Description
0006 CS 1 Hanging Protocol Level
0008 LO 1 Hanging Protocol Creator
000A DT 1 Hanging Protocol Creation DateTime
000C SQ 1 Hanging Protocol Definition Sequence
000E SQ 1 Hanging Protocol User Identification Code Sequence
0010 LO 1 Hanging Protocol User Group Name
0012 SQ 1 Source Hanging Protocol Sequence
0014 US 1 Number of Priors Referenced
0020 SQ 1 Image Sets Sequence
0022 SQ 1 Image Set Selector Sequence
0024 CS 1 Image Set Selector Usage Flag
0026 AT 1 Selector Attribute
0028 US 1 Selector Value Number
0030 SQ 1 Time Based Image Sets Sequence
0032 US 1 Image Set Number
0034 CS 1 Image Set Selector Category
0038 US 2 Relative Time
003A CS 1 Relative Time Units
003C SS 2 Abstract Prior Value
003E SQ 1 Abstract Prior Code Sequence
0040 LO 1 Image Set Label
0050 CS 1 Selector Attribute VR
0052 AT 1-n Selector Sequence Pointer
0054 LO 1-n Selector Sequence Pointer Private Creator
0056 LO 1 Selector Attribute Private Creator
005E AE 1-n Selector AE Value
005F AS 1-n Selector AS Value
0060 AT 1-n Selector AT Value
0061 DA 1-n Selector DA Value
0062 CS 1-n Selector CS Value
0063 DT 1-n Selector DT Value
0064 IS 1-n Selector IS Value
0065 OB 1 Selector OB Value
0066 LO 1-n Selector LO Value
0067 OF 1 Selector OF Value
0068 LT 1 Selector LT Value
0069 OW 1 Selector OW Value
006A PN 1-n Selector PN Value
006B TM 1-n Selector TM Value
006C SH 1-n Selector SH Value
006D UN 1 Selector UN Value
006E ST 1 Selector ST Value
006F UC 1-n Selector UC Value
0070 UT 1 Selector UT Value
0071 UR 1 Selector UR Value
0072 DS 1-n Selector DS Value
0073 OD 1 Selector OD Value
0074 FD 1-n Selector FD Value
0075 OL 1 Selector OL Value
0076 FL 1-n Selector FL Value
0078 UL 1-n Selector UL Value
007A US 1-n Selector US Value
007C SL 1-n Selector SL Value
007E SS 1-n Selector SS Value
007F UI 1-n Selector UI Value
0080 SQ 1 Selector Code Sequence Value
0081 OV 1 Selector OV Value
0082 SV 1-n Selector SV Value
0083 UV 1-n Selector UV Value
0100 US 1 Number of Screens
0102 SQ 1 Nominal Screen Definition Sequence
0104 US 1 Number of Vertical Pixels
0106 US 1 Number of Horizontal Pixels
0108 FD 4 Display Environment Spatial Position
010A US 1 Screen Minimum Grayscale Bit Depth
010C US 1 Screen Minimum Color Bit Depth
010E US 1 Application Maximum Repaint Time
0200 SQ 1 Display Sets Sequence
0202 US 1 Display Set Number
0203 LO 1 Display Set Label
0204 US 1 Display Set Presentation Group
0206 LO 1 Display Set Presentation Group Description
0208 CS 1 Partial Data Display Handling
0210 SQ 1 Synchronized Scrolling Sequence
0212 US 2-n Display Set Scrolling Group
0214 SQ 1 Navigation Indicator Sequence
0216 US 1 Navigation Display Set
0218 US 1-n Reference Display Sets
0300 SQ 1 Image Boxes Sequence
0302 US 1 Image Box Number
0304 CS 1 Image Box Layout Type
0306 US 1 Image Box Tile Horizontal Dimension
0308 US 1 Image Box Tile Vertical Dimension
0310 CS 1 Image Box Scroll Direction
0312 CS 1 Image Box Small Scroll Type
0314 US 1 Image Box Small Scroll Amount
0316 CS 1 Image Box Large Scroll Type
0318 US 1 Image Box Large Scroll Amount
0320 US 1 Image Box Overlap Priority
0330 FD 1 Cine Relative to Real-Time
0400 SQ 1 Filter Operations Sequence
0402 CS 1 Filter-by Category
0404 CS 1 Filter-by Attribute Presence
0406 CS 1 Filter-by Operator
0420 US 3 Structured Display Background CIELab Value
0421 US 3 Empty Image Box CIELab Value
0422 SQ 1 Structured Display Image Box Sequence
0424 SQ 1 Structured Display Text Box Sequence
0427 SQ 1 Referenced First Frame Sequence
0430 SQ 1 Image Box Synchronization Sequence
0432 US 2-n Synchronized Image Box List
0434 CS 1 Type of Synchronization
0500 CS 1 Blending Operation Type
0510 CS 1 Reformatting Operation Type
0512 FD 1 Reformatting Thickness
0514 FD 1 Reformatting Interval
0516 CS 1 Reformatting Operation Initial View Direction
0520 CS 1-n 3D Rendering Type
0600 SQ 1 Sorting Operations Sequence
0602 CS 1 Sort-by Category
0604 CS 1 Sorting Direction
0700 CS 2 Display Set Patient Orientation
0702 CS 1 VOI Type
0704 CS 1 Pseudo-Color Type
0705 SQ 1 Pseudo-Color Palette Instance Reference Sequence
0706 CS 1 Show Grayscale Inverted
0710 CS 1 Show Image True Size Flag
0712 CS 1 Show Graphic Annotation Flag
0714 CS 1 Show Patient Demographics Flag
0716 CS 1 Show Acquisition Techniques Flag
0717 CS 1 Display Set Horizontal Justification
0718 CS 1 Display Set Vertical Justification
0074
0120 FD 1 Continuation Start Meterset
0121 FD 1 Continuation End Meterset
1000 CS 1 Procedure Step State
1002 SQ 1 Procedure Step Progress Information Sequence
1004 DS 1 Procedure Step Progress
1006 ST 1 Procedure Step Progress Description
1007 SQ 1 Procedure Step Progress Parameters Sequence
1008 SQ 1 Procedure Step Communications URI Sequence
100A UR 1 Contact URI
100C LO 1 Contact Display Name
100E SQ 1 Procedure Step Discontinuation Reason Code Sequence
1020 SQ 1 Beam Task Sequence
1022 CS 1 Beam Task Type
1024 IS 1 Beam Order Index (Trial)
1025 CS 1 Autosequence Flag
1026 FD 1 Table Top Vertical Adjusted Position
1027 FD 1 Table Top Longitudinal Adjusted Position
1028 FD 1 Table Top Lateral Adjusted Position
102A FD 1 Patient Support Adjusted Angle
102B FD 1 Table Top Eccentric Adjusted Angle
102C FD 1 Table Top Pitch Adjusted Angle
102D FD 1 Table Top Roll Adjusted Angle
1030 SQ 1 Delivery Verification Image Sequence
1032 CS 1 Verification Image Timing
1034 CS 1 Double Exposure Flag
1036 CS 1 Double Exposure Ordering
1038 DS 1 Double Exposure Meterset (Trial)
103A DS 4 Double Exposure Field Delta (Trial)
1040 SQ 1 Related Reference RT Image Sequence
1042 SQ 1 General Machine Verification Sequence
1044 SQ 1 Conventional Machine Verification Sequence
1046 SQ 1 Ion Machine Verification Sequence
1048 SQ 1 Failed Attributes Sequence
104A SQ 1 Overridden Attributes Sequence
104C SQ 1 Conventional Control Point Verification Sequence
104E SQ 1 Ion Control Point Verification Sequence
1050 SQ 1 Attribute Occurrence Sequence
1052 AT 1 Attribute Occurrence Pointer
1054 UL 1 Attribute Item Selector
1056 LO 1 Attribute Occurrence Private Creator
1057 IS 1-n Selector Sequence Pointer Items
1200 CS 1 Scheduled Procedure Step Priority
1202 LO 1 Worklist Label
1204 LO 1 Procedure Step Label
1210 SQ 1 Scheduled Processing Parameters Sequence
1212 SQ 1 Performed Processing Parameters Sequence
1216 SQ 1 Unified Procedure Step Performed Procedure Sequence
1220 SQ 1 Related Procedure Step Sequence
1222 LO 1 Procedure Step Relationship Type
1224 SQ 1 Replaced Procedure Step Sequence
1230 LO 1 Deletion Lock
1234 AE 1 Receiving AE
1236 AE 1 Requesting AE
1238 LT 1 Reason for Cancellation
1242 CS 1 SCP Status
1244 CS 1 Subscription List Status
1246 CS 1 Unified Procedure Step List Status
1324 UL 1 Beam Order Index
1338 FD 1 Double Exposure Meterset
133A FD 4 Double Exposure Field Delta
1401 SQ 1 Brachy Task Sequence
1402 DS 1 Continuation Start Total Reference Air Kerma
1403 DS 1 Continuation End Total Reference Air Kerma
1404 IS 1 Continuation Pulse Number
1405 SQ 1 Channel Delivery Order Sequence
1406 IS 1 Referenced Channel Number
1407 DS 1 Start Cumulative Time Weight
1408 DS 1 End Cumulative Time Weight
1409 SQ 1 Omitted Channel Sequence
140A CS 1 Reason for Channel Omission
140B LO 1 Reason for Channel Omission Description
140C IS 1 Channel Delivery Order Index
140D SQ 1 Channel Delivery Continuation Sequence
140E SQ 1 Omitted Application Setup Sequence
0076
0001 LO 1 Implant Assembly Template Name
0003 LO 1 Implant Assembly Template Issuer
0006 LO 1 Implant Assembly Template Version
0008 SQ 1 Replaced Implant Assembly Template Sequence
000A CS 1 Implant Assembly Template Type
000C SQ 1 Original Implant Assembly Template Sequence
000E SQ 1 Derivation Implant Assembly Template Sequence
0010 SQ 1 Implant Assembly Template Target Anatomy Sequence
0020 SQ 1 Procedure Type Code Sequence
0030 LO 1 Surgical Technique
0032 SQ 1 Component Types Sequence
0034 SQ 1 Component Type Code Sequence
0036 CS 1 Exclusive Component Type
0038 CS 1 Mandatory Component Type
0040 SQ 1 Component Sequence
0055 US 1 Component ID
0060 SQ 1 Component Assembly Sequence
0070 US 1 Component 1 Referenced ID
0080 US 1 Component 1 Referenced Mating Feature Set ID
0090 US 1 Component 1 Referenced Mating Feature ID
00A0 US 1 Component 2 Referenced ID
00B0 US 1 Component 2 Referenced Mating Feature Set ID
00C0 US 1 Component 2 Referenced Mating Feature ID
0078
0001 LO 1 Implant Template Group Name
0010 ST 1 Implant Template Group Description
0020 LO 1 Implant Template Group Issuer
0024 LO 1 Implant Template Group Version
0026 SQ 1 Replaced Implant Template Group Sequence
0028 SQ 1 Implant Template Group Target Anatomy Sequence
002A SQ 1 Implant Template Group Members Sequence
002E US 1 Implant Template Group Member ID
0050 FD 3 3D Implant Template Group Member Matching Point
0060 FD 9 3D Implant Template Group Member Matching Axes
0070 SQ 1 Implant Template Group Member Matching 2D Coordinates Sequence
0090 FD 2 2D Implant Template Group Member Matching Point
00A0 FD 4 2D Implant Template Group Member Matching Axes
00B0 SQ 1 Implant Template Group Variation Dimension Sequence
00B2 LO 1 Implant Template Group Variation Dimension Name
00B4 SQ 1 Implant Template Group Variation Dimension Rank Sequence
00B6 US 1 Referenced Implant Template Group Member ID
00B8 US 1 Implant Template Group Variation Dimension Rank
0080
0001 SQ 1 Surface Scan Acquisition Type Code Sequence
0002 SQ 1 Surface Scan Mode Code Sequence
0003 SQ 1 Registration Method Code Sequence
0004 FD 1 Shot Duration Time
0005 FD 1 Shot Offset Time
0006 US 1-n Surface Point Presentation Value Data
0007 US 3-3n Surface Point Color CIELab Value Data
0008 SQ 1 UV Mapping Sequence
0009 SH 1 Texture Label
0010 OF 1 U Value Data
0011 OF 1 V Value Data
0012 SQ 1 Referenced Texture Sequence
0013 SQ 1 Referenced Surface Data Sequence
0082
0001 CS 1 Assessment Summary
0003 UT 1 Assessment Summary Description
0004 SQ 1 Assessed SOP Instance Sequence
0005 SQ 1 Referenced Comparison SOP Instance Sequence
0006 UL 1 Number of Assessment Observations
0007 SQ 1 Assessment Observations Sequence
0008 CS 1 Observation Significance
000A UT 1 Observation Description
000C SQ 1 Structured Constraint Observation Sequence
0010 SQ 1 Assessed Attribute Value Sequence
0016 LO 1 Assessment Set ID
0017 SQ 1 Assessment Requester Sequence
0018 LO 1 Selector Attribute Name
0019 LO 1 Selector Attribute Keyword
0021 SQ 1 Assessment Type Code Sequence
0022 SQ 1 Observation Basis Code Sequence
0023 LO 1 Assessment Label
0032 CS 1 Constraint Type
0033 UT 1 Specification Selection Guidance
0034 SQ 1 Constraint Value Sequence
0035 SQ 1 Recommended Default Value Sequence
0036 CS 1 Constraint Violation Significance
0037 UT 1 Constraint Violation Condition
0038 CS 1 Modifiable Constraint Flag
0088
0130 SH 1 Storage Media File-set ID
0140 UI 1 Storage Media File-set UID
0200 SQ 1 Icon Image Sequence
0904 LO 1 Topic Title
0906 ST 1 Topic Subject
0910 LO 1 Topic Author
0912 LO 1-32 Topic Keywords
0100
0410 CS 1 SOP Instance Status
0420 DT 1 SOP Authorization DateTime
0424 LT 1 SOP Authorization Comment
0426 LO 1 Authorization Equipment Certification Number
0400
0005 US 1 MAC ID Number
0010 UI 1 MAC Calculation Transfer Syntax UID
0015 CS 1 MAC Algorithm
0020 AT 1-n Data Elements Signed
0100 UI 1 Digital Signature UID
0105 DT 1 Digital Signature DateTime
0110 CS 1 Certificate Type
0115 OB 1 Certificate of Signer
0120 OB 1 Signature
0305 CS 1 Certified Timestamp Type
0310 OB 1 Certified Timestamp
0315 FL 1
0401 SQ 1 Digital Signature Purpose Code Sequence
0402 SQ 1 Referenced Digital Signature Sequence
0403 SQ 1 Referenced SOP Instance MAC Sequence
0404 OB 1 MAC
0500 SQ 1 Encrypted Attributes Sequence
0510 UI 1 Encrypted Content Transfer Syntax UID
0520 OB 1 Encrypted Content
0550 SQ 1 Modified Attributes Sequence
0551 SQ 1 Nonconforming Modified Attributes Sequence
0552 OB 1 Nonconforming Data Element Value
0561 SQ 1 Original Attributes Sequence
0562 DT 1 Attribute Modification DateTime
0563 LO 1 Modifying System
0564 LO 1 Source of Previous Values
0565 CS 1 Reason for the Attribute Modification
0600 CS 1 Instance Origin Status
2000
0010 IS 1 Number of Copies
001E SQ 1 Printer Configuration Sequence
0020 CS 1 Print Priority
0030 CS 1 Medium Type
0040 CS 1 Film Destination
0050 LO 1 Film Session Label
0060 IS 1 Memory Allocation
0061 IS 1 Maximum Memory Allocation
0062 CS 1 Color Image Printing Flag
0063 CS 1 Collation Flag
0065 CS 1 Annotation Flag
0067 CS 1 Image Overlay Flag
0069 CS 1 Presentation LUT Flag
006A CS 1 Image Box Presentation LUT Flag
00A0 US 1 Memory Bit Depth
00A1 US 1 Printing Bit Depth
00A2 SQ 1 Media Installed Sequence
00A4 SQ 1 Other Media Available Sequence
00A8 SQ 1 Supported Image Display Formats Sequence
0500 SQ 1 Referenced Film Box Sequence
0510 SQ 1 Referenced Stored Print Sequence
2010
0010 ST 1 Image Display Format
0030 CS 1 Annotation Display Format ID
0040 CS 1 Film Orientation
0050 CS 1 Film Size ID
0052 CS 1 Printer Resolution ID
0054 CS 1 Default Printer Resolution ID
0060 CS 1 Magnification Type
0080 CS 1 Smoothing Type
00A6 CS 1 Default Magnification Type
00A7 CS 1-n Other Magnification Types Available
00A8 CS 1 Default Smoothing Type
00A9 CS 1-n Other Smoothing Types Available
0100 CS 1 Border Density
0110 CS 1 Empty Image Density
0120 US 1 Min Density
0130 US 1 Max Density
0140 CS 1 Trim
0150 ST 1 Configuration Information
0152 LT 1 Configuration Information Description
0154 IS 1 Maximum Collated Films
015E US 1 Illumination
0160 US 1 Reflected Ambient Light
0376 DS 2 Printer Pixel Spacing
0500 SQ 1 Referenced Film Session Sequence
0510 SQ 1 Referenced Image Box Sequence
0520 SQ 1 Referenced Basic Annotation Box Sequence
2020
0010 US 1 Image Box Position
0020 CS 1 Polarity
0030 DS 1 Requested Image Size
0040 CS 1 Requested Decimate/Crop Behavior
0050 CS 1 Requested Resolution ID
00A0 CS 1 Requested Image Size Flag
00A2 CS 1 Decimate/Crop Result
0110 SQ 1 Basic Grayscale Image Sequence
0111 SQ 1 Basic Color Image Sequence
0130 SQ 1 Referenced Image Overlay Box Sequence
0140 SQ 1 Referenced VOI LUT Box Sequence
2030
0010 US 1 Annotation Position
0020 LO 1 Text String
2040
0010 SQ 1 Referenced Overlay Plane Sequence
0011 US 1-99 Referenced Overlay Plane Groups
0020 SQ 1 Overlay Pixel Data Sequence
0060 CS 1 Overlay Magnification Type
0070 CS 1 Overlay Smoothing Type
0072 CS 1 Overlay or Image Magnification
0074 US 1 Magnify to Number of Columns
0080 CS 1 Overlay Foreground Density
0082 CS 1 Overlay Background Density
0090 CS 1 Overlay Mode
0100 CS 1 Threshold Density
0500 SQ 1 Referenced Image Box Sequence (Retired)
2050
0010 SQ 1 Presentation LUT Sequence
0020 CS 1 Presentation LUT Shape
0500 SQ 1 Referenced Presentation LUT Sequence
2100
0010 SH 1 Print Job ID
0020 CS 1 Execution Status
0030 CS 1 Execution Status Info
0040 DA 1 Creation Date
0050 TM 1 Creation Time
0070 AE 1 Originator
0140 AE 1 Destination AE
0160 SH 1 Owner ID
0170 IS 1 Number of Films
0500 SQ 1 Referenced Print Job Sequence (Pull Stored Print)
2110
0010 CS 1 Printer Status
0020 CS 1 Printer Status Info
0030 LO 1 Printer Name
0099 SH 1 Print Queue ID
2120
0010 CS 1 Queue Status
0050 SQ 1 Print Job Description Sequence
0070 SQ 1 Referenced Print Job Sequence
2130
0010 SQ 1 Print Management Capabilities Sequence
0015 SQ 1 Printer Characteristics Sequence
0030 SQ 1 Film Box Content Sequence
0040 SQ 1 Image Box Content Sequence
0050 SQ 1 Annotation Content Sequence
0060 SQ 1 Image Overlay Box Content Sequence
0080 SQ 1 Presentation LUT Content Sequence
00A0 SQ 1 Proposed Study Sequence
00C0 SQ 1 Original Image Sequence
2200
0001 CS 1 Label Using Information Extracted From Instances
0002 UT 1 Label Text
0003 CS 1 Label Style Selection
0004 LT 1 Media Disposition
0005 LT 1 Barcode Value
0006 CS 1 Barcode Symbology
0007 CS 1 Allow Media Splitting
0008 CS 1 Include Non-DICOM Objects
0009 CS 1 Include Display Application
000A CS 1 Preserve Composite Instances After Media Creation
000B US 1 Total Number of Pieces of Media Created
000C LO 1 Requested Media Application Profile
000D SQ 1 Referenced Storage Media Sequence
000E AT 1-n Failure Attributes
000F CS 1 Allow Lossy Compression
0020 CS 1 Request Priority
3002
0002 SH 1 RT Image Label
0003 LO 1 RT Image Name
0004 ST 1 RT Image Description
000A CS 1 Reported Values Origin
000C CS 1 RT Image Plane
000D DS 3 X-Ray Image Receptor Translation
000E DS 1 X-Ray Image Receptor Angle
0010 DS 6 RT Image Orientation
0011 DS 2 Image Plane Pixel Spacing
0012 DS 2 RT Image Position
0020 SH 1 Radiation Machine Name
0022 DS 1 Radiation Machine SAD
0024 DS 1 Radiation Machine SSD
0026 DS 1 RT Image SID
0028 DS 1 Source to Reference Object Distance
0029 IS 1 Fraction Number
0030 SQ 1 Exposure Sequence
0032 DS 1 Meterset Exposure
0034 DS 4 Diaphragm Position
0040 SQ 1 Fluence Map Sequence
0041 CS 1 Fluence Data Source
0042 DS 1 Fluence Data Scale
0050 SQ 1 Primary Fluence Mode Sequence
0051 CS 1 Fluence Mode
0052 SH 1 Fluence Mode ID
0121 LO 1 Position Acquisition Template Name
0123 LO 1 Position Acquisition Template Description
3004
0001 CS 1 DVH Type
0002 CS 1 Dose Units
0004 CS 1 Dose Type
0005 CS 1 Spatial Transform of Dose
0006 LO 1 Dose Comment
0008 DS 3 Normalization Point
000A CS 1 Dose Summation Type
000C DS 2-n Grid Frame Offset Vector
000E DS 1 Dose Grid Scaling
0010 SQ 1 RT Dose ROI Sequence
0012 DS 1 Dose Value
0014 CS 1-3 Tissue Heterogeneity Correction
0040 DS 3 DVH Normalization Point
0042 DS 1 DVH Normalization Dose Value
0050 SQ 1 DVH Sequence
0052 DS 1 DVH Dose Scaling
0054 CS 1 DVH Volume Units
0056 IS 1 DVH Number of Bins
0058 DS 2-2n DVH Data
0060 SQ 1 DVH Referenced ROI Sequence
0062 CS 1 DVH ROI Contribution Type
0070 DS 1 DVH Minimum Dose
0072 DS 1 DVH Maximum Dose
0074 DS 1 DVH Mean Dose
3006
0002 SH 1 Structure Set Label
0004 LO 1 Structure Set Name
0006 ST 1 Structure Set Description
0008 DA 1 Structure Set Date
0009 TM 1 Structure Set Time
0010 SQ 1 Referenced Frame of Reference Sequence
0012 SQ 1 RT Referenced Study Sequence
0014 SQ 1 RT Referenced Series Sequence
0016 SQ 1 Contour Image Sequence
0018 SQ 1 Predecessor Structure Set Sequence
0020 SQ 1 Structure Set ROI Sequence
0022 IS 1 ROI Number
0024 UI 1 Referenced Frame of Reference UID
0026 LO 1 ROI Name
0028 ST 1 ROI Description
002A IS 3 ROI Display Color
002C DS 1 ROI Volume
002D DT 1 ROI DateTime
002E DT 1 ROI Observation DateTime
0030 SQ 1 RT Related ROI Sequence
0033 CS 1 RT ROI Relationship
0036 CS 1 ROI Generation Algorithm
0037 SQ 1 ROI Derivation Algorithm Identification Sequence
0038 LO 1 ROI Generation Description
0039 SQ 1 ROI Contour Sequence
0040 SQ 1 Contour Sequence
0042 CS 1 Contour Geometric Type
0044 DS 1 Contour Slab Thickness
0045 DS 3 Contour Offset Vector
0046 IS 1 Number of Contour Points
0048 IS 1 Contour Number
0049 IS 1-n Attached Contours
004A SQ 1 Source Pixel Planes Characteristics Sequence
004D SQ 1 ROI Creator Sequence
004E SQ 1 ROI Interpreter Sequence
0050 DS 3-3n Contour Data
0080 SQ 1 RT ROI Observations Sequence
0082 IS 1 Observation Number
0084 IS 1 Referenced ROI Number
0085 SH 1 ROI Observation Label
0086 SQ 1 RT ROI Identification Code Sequence
0088 ST 1 ROI Observation Description
00A0 SQ 1 Related RT ROI Observations Sequence
00A4 CS 1 RT ROI Interpreted Type
00A6 PN 1 ROI Interpreter
00B0 SQ 1 ROI Physical Properties Sequence
00B2 CS 1 ROI Physical Property
00B4 DS 1 ROI Physical Property Value
00B6 SQ 1 ROI Elemental Composition Sequence
00B7 US 1 ROI Elemental Composition Atomic Number
00B8 FL 1 ROI Elemental Composition Atomic Mass Fraction
00B9 SQ 1 Additional RT ROI Identification Code Sequence
00C0 SQ 1 Frame of Reference Relationship Sequence
00C2 UI 1 Related Frame of Reference UID
00C4 CS 1 Frame of Reference Transformation Type
00C6 DS 16 Frame of Reference Transformation Matrix
00C8 LO 1 Frame of Reference Transformation Comment
00C9 SQ 1 Patient Location Coordinates Sequence
00CA SQ 1 Patient Location Coordinates Code Sequence
00CB SQ 1 Patient Support Position Sequence
3008
0010 SQ 1 Measured Dose Reference Sequence
0012 ST 1 Measured Dose Description
0014 CS 1 Measured Dose Type
0016 DS 1 Measured Dose Value
0020 SQ 1 Treatment Session Beam Sequence
0021 SQ 1 Treatment Session Ion Beam Sequence
0022 IS 1 Current Fraction Number
0024 DA 1 Treatment Control Point Date
0025 TM 1 Treatment Control Point Time
002A CS 1 Treatment Termination Status
002B SH 1 Treatment Termination Code
002C CS 1 Treatment Verification Status
0030 SQ 1 Referenced Treatment Record Sequence
0032 DS 1 Specified Primary Meterset
0033 DS 1 Specified Secondary Meterset
0036 DS 1 Delivered Primary Meterset
0037 DS 1 Delivered Secondary Meterset
003A DS 1 Specified Treatment Time
003B DS 1 Delivered Treatment Time
0040 SQ 1 Control Point Delivery Sequence
0041 SQ 1 Ion Control Point Delivery Sequence
0042 DS 1 Specified Meterset
0044 DS 1 Delivered Meterset
0045 FL 1 Meterset Rate Set
0046 FL 1 Meterset Rate Delivered
0047 FL 1-n Scan Spot Metersets Delivered
0048 DS 1 Dose Rate Delivered
0050 SQ 1 Treatment Summary Calculated Dose Reference Sequence
0052 DS 1 Cumulative Dose to Dose Reference
0054 DA 1 First Treatment Date
0056 DA 1 Most Recent Treatment Date
005A IS 1 Number of Fractions Delivered
0060 SQ 1 Override Sequence
0061 AT 1 Parameter Sequence Pointer
0062 AT 1 Override Parameter Pointer
0063 IS 1 Parameter Item Index
0064 IS 1 Measured Dose Reference Number
0065 AT 1 Parameter Pointer
0066 ST 1 Override Reason
0067 US 1 Parameter Value Number
0068 SQ 1 Corrected Parameter Sequence
006A FL 1 Correction Value
0070 SQ 1 Calculated Dose Reference Sequence
0072 IS 1 Calculated Dose Reference Number
0074 ST 1 Calculated Dose Reference Description
0076 DS 1 Calculated Dose Reference Dose Value
0078 DS 1 Start Meterset
007A DS 1 End Meterset
0080 SQ 1 Referenced Measured Dose Reference Sequence
0082 IS 1 Referenced Measured Dose Reference Number
0090 SQ 1 Referenced Calculated Dose Reference Sequence
0092 IS 1 Referenced Calculated Dose Reference Number
00A0 SQ 1 Beam Limiting Device Leaf Pairs Sequence
00B0 SQ 1 Recorded Wedge Sequence
00C0 SQ 1 Recorded Compensator Sequence
00D0 SQ 1 Recorded Block Sequence
00D1 SQ 1 Recorded Block Slab Sequence
00E0 SQ 1 Treatment Summary Measured Dose Reference Sequence
00F0 SQ 1 Recorded Snout Sequence
00F2 SQ 1 Recorded Range Shifter Sequence
00F4 SQ 1 Recorded Lateral Spreading Device Sequence
00F6 SQ 1 Recorded Range Modulator Sequence
0100 SQ 1 Recorded Source Sequence
0105 LO 1 Source Serial Number
0110 SQ 1 Treatment Session Application Setup Sequence
0116 CS 1 Application Setup Check
0120 SQ 1 Recorded Brachy Accessory Device Sequence
0122 IS 1 Referenced Brachy Accessory Device Number
0130 SQ 1 Recorded Channel Sequence
0132 DS 1 Specified Channel Total Time
0134 DS 1 Delivered Channel Total Time
0136 IS 1 Specified Number of Pulses
0138 IS 1 Delivered Number of Pulses
013A DS 1 Specified Pulse Repetition Interval
013C DS 1 Delivered Pulse Repetition Interval
0140 SQ 1 Recorded Source Applicator Sequence
0142 IS 1 Referenced Source Applicator Number
0150 SQ 1 Recorded Channel Shield Sequence
0152 IS 1 Referenced Channel Shield Number
0160 SQ 1 Brachy Control Point Delivered Sequence
0162 DA 1 Safe Position Exit Date
0164 TM 1 Safe Position Exit Time
0166 DA 1 Safe Position Return Date
0168 TM 1 Safe Position Return Time
0171 SQ 1 Pulse Specific Brachy Control Point Delivered Sequence
0172 US 1 Pulse Number
0173 SQ 1 Brachy Pulse Control Point Delivered Sequence
0200 CS 1 Current Treatment Status
0202 ST 1 Treatment Status Comment
0220 SQ 1 Fraction Group Summary Sequence
0223 IS 1 Referenced Fraction Number
0224 CS 1 Fraction Group Type
0230 CS 1 Beam Stopper Position
0240 SQ 1 Fraction Status Summary Sequence
0250 DA 1 Treatment Date
0251 TM 1 Treatment Time
300A
0002 SH 1 RT Plan Label
0003 LO 1 RT Plan Name
0004 ST 1 RT Plan Description
0006 DA 1 RT Plan Date
0007 TM 1 RT Plan Time
0009 LO 1-n Treatment Protocols
000A CS 1 Plan Intent
000B LO 1-n Treatment Sites
000C CS 1 RT Plan Geometry
000E ST 1 Prescription Description
0010 SQ 1 Dose Reference Sequence
0012 IS 1 Dose Reference Number
0013 UI 1 Dose Reference UID
0014 CS 1 Dose Reference Structure Type
0015 CS 1 Nominal Beam Energy Unit
0016 LO 1 Dose Reference Description
0018 DS 3 Dose Reference Point Coordinates
001A DS 1 Nominal Prior Dose
0020 CS 1 Dose Reference Type
0021 DS 1 Constraint Weight
0022 DS 1 Delivery Warning Dose
0023 DS 1 Delivery Maximum Dose
0025 DS 1 Target Minimum Dose
0026 DS 1 Target Prescription Dose
0027 DS 1 Target Maximum Dose
0028 DS 1 Target Underdose Volume Fraction
002A DS 1 Organ at Risk Full-volume Dose
002B DS 1 Organ at Risk Limit Dose
002C DS 1 Organ at Risk Maximum Dose
002D DS 1 Organ at Risk Overdose Volume Fraction
0040 SQ 1 Tolerance Table Sequence
0042 IS 1 Tolerance Table Number
0043 SH 1 Tolerance Table Label
0044 DS 1 Gantry Angle Tolerance
0046 DS 1 Beam Limiting Device Angle Tolerance
0048 SQ 1 Beam Limiting Device Tolerance Sequence
004A DS 1 Beam Limiting Device Position Tolerance
004B FL 1 Snout Position Tolerance
004C DS 1 Patient Support Angle Tolerance
004E DS 1 Table Top Eccentric Angle Tolerance
004F FL 1 Table Top Pitch Angle Tolerance
0050 FL 1 Table Top Roll Angle Tolerance
0051 DS 1 Table Top Vertical Position Tolerance
0052 DS 1 Table Top Longitudinal Position Tolerance
0053 DS 1 Table Top Lateral Position Tolerance
0055 CS 1 RT Plan Relationship
0070 SQ 1 Fraction Group Sequence
0071 IS 1 Fraction Group Number
0072 LO 1 Fraction Group Description
0078 IS 1 Number of Fractions Planned
0079 IS 1 Number of Fraction Pattern Digits Per Day
007A IS 1 Repeat Fraction Cycle Length
007B LT 1 Fraction Pattern
0080 IS 1 Number of Beams
0082 DS 3 Beam Dose Specification Point
0083 UI 1 Referenced Dose Reference UID
0084 DS 1 Beam Dose
0086 DS 1 Beam Meterset
0088 FL 1 Beam Dose Point Depth
0089 FL 1 Beam Dose Point Equivalent Depth
008A FL 1 Beam Dose Point SSD
008B CS 1 Beam Dose Meaning
008C SQ 1 Beam Dose Verification Control Point Sequence
008D FL 1 Average Beam Dose Point Depth
008E FL 1 Average Beam Dose Point Equivalent Depth
008F FL 1 Average Beam Dose Point SSD
0090 CS 1 Beam Dose Type
0091 DS 1 Alternate Beam Dose
0092 CS 1 Alternate Beam Dose Type
0093 CS 1 Depth Value Averaging Flag
0094 DS 1 Beam Dose Point Source to External Contour Distance
00A0 IS 1 Number of Brachy Application Setups
00A2 DS 3 Brachy Application Setup Dose Specification Point
00A4 DS 1 Brachy Application Setup Dose
00B0 SQ 1 Beam Sequence
00B2 SH 1 Treatment Machine Name
00B3 CS 1 Primary Dosimeter Unit
00B4 DS 1 Source-Axis Distance
00B6 SQ 1 Beam Limiting Device Sequence
00B8 CS 1 RT Beam Limiting Device Type
00BA DS 1 Source to Beam Limiting Device Distance
00BB FL 1 Isocenter to Beam Limiting Device Distance
00BC IS 1 Number of Leaf/Jaw Pairs
00BE DS 3-n Leaf Position Boundaries
00C0 IS 1 Beam Number
00C2 LO 1 Beam Name
00C3 ST 1 Beam Description
00C4 CS 1 Beam Type
00C5 FD 1 Beam Delivery Duration Limit
00C6 CS 1 Radiation Type
00C7 CS 1 High-Dose Technique Type
00C8 IS 1 Reference Image Number
00CA SQ 1 Planned Verification Image Sequence
00CC LO 1-n Imaging Device-Specific Acquisition Parameters
00CE CS 1 Treatment Delivery Type
00D0 IS 1 Number of Wedges
00D1 SQ 1 Wedge Sequence
00D2 IS 1 Wedge Number
00D3 CS 1 Wedge Type
00D4 SH 1 Wedge ID
00D5 IS 1 Wedge Angle
00D6 DS 1 Wedge Factor
00D7 FL 1 Total Wedge Tray Water-Equivalent Thickness
00D8 DS 1 Wedge Orientation
00D9 FL 1 Isocenter to Wedge Tray Distance
00DA DS 1 Source to Wedge Tray Distance
00DB FL 1 Wedge Thin Edge Position
00DC SH 1 Bolus ID
00DD ST 1 Bolus Description
00DE DS 1 Effective Wedge Angle
00E0 IS 1 Number of Compensators
00E1 SH 1 Material ID
00E2 DS 1 Total Compensator Tray Factor
00E3 SQ 1 Compensator Sequence
00E4 IS 1 Compensator Number
00E5 SH 1 Compensator ID
00E6 DS 1 Source to Compensator Tray Distance
00E7 IS 1 Compensator Rows
00E8 IS 1 Compensator Columns
00E9 DS 2 Compensator Pixel Spacing
00EA DS 2 Compensator Position
00EB DS 1-n Compensator Transmission Data
00EC DS 1-n Compensator Thickness Data
00ED IS 1 Number of Boli
00EE CS 1 Compensator Type
00EF SH 1 Compensator Tray ID
00F0 IS 1 Number of Blocks
00F2 DS 1 Total Block Tray Factor
00F3 FL 1 Total Block Tray Water-Equivalent Thickness
00F4 SQ 1 Block Sequence
00F5 SH 1 Block Tray ID
00F6 DS 1 Source to Block Tray Distance
00F7 FL 1 Isocenter to Block Tray Distance
00F8 CS 1 Block Type
00F9 LO 1 Accessory Code
00FA CS 1 Block Divergence
00FB CS 1 Block Mounting Position
00FC IS 1 Block Number
00FE LO 1 Block Name
0100 DS 1 Block Thickness
0102 DS 1 Block Transmission
0104 IS 1 Block Number of Points
0106 DS 2-2n Block Data
0107 SQ 1 Applicator Sequence
0108 SH 1 Applicator ID
0109 CS 1 Applicator Type
010A LO 1 Applicator Description
010C DS 1 Cumulative Dose Reference Coefficient
010E DS 1 Final Cumulative Meterset Weight
0110 IS 1 Number of Control Points
0111 SQ 1 Control Point Sequence
0112 IS 1 Control Point Index
0114 DS 1 Nominal Beam Energy
0115 DS 1 Dose Rate Set
0116 SQ 1 Wedge Position Sequence
0118 CS 1 Wedge Position
011A SQ 1 Beam Limiting Device Position Sequence
011C DS 2-2n Leaf/Jaw Positions
011E DS 1 Gantry Angle
011F CS 1 Gantry Rotation Direction
0120 DS 1 Beam Limiting Device Angle
0121 CS 1 Beam Limiting Device Rotation Direction
0122 DS 1 Patient Support Angle
0123 CS 1 Patient Support Rotation Direction
0124 DS 1 Table Top Eccentric Axis Distance
0125 DS 1 Table Top Eccentric Angle
0126 CS 1 Table Top Eccentric Rotation Direction
0128 DS 1 Table Top Vertical Position
0129 DS 1 Table Top Longitudinal Position
012A DS 1 Table Top Lateral Position
012C DS 3 Isocenter Position
012E DS 3 Surface Entry Point
0130 DS 1 Source to Surface Distance
0131 FL 1 Average Beam Dose Point Source to External Contour Distance
0132 FL 1 Source to External Contour Distance
0133 FL 3 External Contour Entry Point
0134 DS 1 Cumulative Meterset Weight
0140 FL 1 Table Top Pitch Angle
0142 CS 1 Table Top Pitch Rotation Direction
0144 FL 1 Table Top Roll Angle
0146 CS 1 Table Top Roll Rotation Direction
0148 FL 1 Head Fixation Angle
014A FL 1 Gantry Pitch Angle
014C CS 1 Gantry Pitch Rotation Direction
014E FL 1 Gantry Pitch Angle Tolerance
0150 CS 1 Fixation Eye
0151 DS 1 Chair Head Frame Position
0152 DS 1 Head Fixation Angle Tolerance
0153 DS 1 Chair Head Frame Position Tolerance
0154 DS 1 Fixation Light Azimuthal Angle Tolerance
0155 DS 1 Fixation Light Polar Angle Tolerance
0180 SQ 1 Patient Setup Sequence
0182 IS 1 Patient Setup Number
0183 LO 1 Patient Setup Label
0184 LO 1 Patient Additional Position
0190 SQ 1 Fixation Device Sequence
0192 CS 1 Fixation Device Type
0194 SH 1 Fixation Device Label
0196 ST 1 Fixation Device Description
0198 SH 1 Fixation Device Position
0199 FL 1 Fixation Device Pitch Angle
019A FL 1 Fixation Device Roll Angle
01A0 SQ 1 Shielding Device Sequence
01A2 CS 1 Shielding Device Type
01A4 SH 1 Shielding Device Label
01A6 ST 1 Shielding Device Description
01A8 SH 1 Shielding Device Position
01B0 CS 1 Setup Technique
01B2 ST 1 Setup Technique Description
01B4 SQ 1 Setup Device Sequence
01B6 CS 1 Setup Device Type
01B8 SH 1 Setup Device Label
01BA ST 1 Setup Device Description
01BC DS 1 Setup Device Parameter
01D0 ST 1 Setup Reference Description
01D2 DS 1 Table Top Vertical Setup Displacement
01D4 DS 1 Table Top Longitudinal Setup Displacement
01D6 DS 1 Table Top Lateral Setup Displacement
0200 CS 1 Brachy Treatment Technique
0202 CS 1 Brachy Treatment Type
0206 SQ 1 Treatment Machine Sequence
0210 SQ 1 Source Sequence
0212 IS 1 Source Number
0214 CS 1 Source Type
0216 LO 1 Source Manufacturer
0218 DS 1 Active Source Diameter
021A DS 1 Active Source Length
021B SH 1 Source Model ID
021C LO 1 Source Description
0222 DS 1 Source Encapsulation Nominal Thickness
0224 DS 1 Source Encapsulation Nominal Transmission
0226 LO 1 Source Isotope Name
0228 DS 1 Source Isotope Half Life
0229 CS 1 Source Strength Units
022A DS 1 Reference Air Kerma Rate
022B DS 1 Source Strength
022C DA 1 Source Strength Reference Date
022E TM 1 Source Strength Reference Time
0230 SQ 1 Application Setup Sequence
0232 CS 1 Application Setup Type
0234 IS 1 Application Setup Number
0236 LO 1 Application Setup Name
0238 LO 1 Application Setup Manufacturer
0240 IS 1 Template Number
0242 SH 1 Template Type
0244 LO 1 Template Name
0250 DS 1 Total Reference Air Kerma
0260 SQ 1 Brachy Accessory Device Sequence
0262 IS 1 Brachy Accessory Device Number
0263 SH 1 Brachy Accessory Device ID
0264 CS 1 Brachy Accessory Device Type
0266 LO 1 Brachy Accessory Device Name
026A DS 1 Brachy Accessory Device Nominal Thickness
026C DS 1 Brachy Accessory Device Nominal Transmission
0271 DS 1 Channel Effective Length
0272 DS 1 Channel Inner Length
0273 SH 1 Afterloader Channel ID
0274 DS 1 Source Applicator Tip Length
0280 SQ 1 Channel Sequence
0282 IS 1 Channel Number
0284 DS 1 Channel Length
0286 DS 1 Channel Total Time
0288 CS 1 Source Movement Type
028A IS 1 Number of Pulses
028C DS 1 Pulse Repetition Interval
0290 IS 1 Source Applicator Number
0291 SH 1 Source Applicator ID
0292 CS 1 Source Applicator Type
0294 LO 1 Source Applicator Name
0296 DS 1 Source Applicator Length
0298 LO 1 Source Applicator Manufacturer
029C DS 1 Source Applicator Wall Nominal Thickness
029E DS 1 Source Applicator Wall Nominal Transmission
02A0 DS 1 Source Applicator Step Size
02A1 IS 1 Applicator Shape Referenced ROI Number
02A2 IS 1 Transfer Tube Number
02A4 DS 1 Transfer Tube Length
02B0 SQ 1 Channel Shield Sequence
02B2 IS 1 Channel Shield Number
02B3 SH 1 Channel Shield ID
02B4 LO 1 Channel Shield Name
02B8 DS 1 Channel Shield Nominal Thickness
02BA DS 1 Channel Shield Nominal Transmission
02C8 DS 1 Final Cumulative Time Weight
02D0 SQ 1 Brachy Control Point Sequence
02D2 DS 1 Control Point Relative Position
02D4 DS 3 Control Point 3D Position
02D6 DS 1 Cumulative Time Weight
02E0 CS 1 Compensator Divergence
02E1 CS 1 Compensator Mounting Position
02E2 DS 1-n Source to Compensator Distance
02E3 FL 1 Total Compensator Tray Water-Equivalent Thickness
02E4 FL 1 Isocenter to Compensator Tray Distance
02E5 FL 1 Compensator Column Offset
02E6 FL 1-n Isocenter to Compensator Distances
02E7 FL 1 Compensator Relative Stopping Power Ratio
02E8 FL 1 Compensator Milling Tool Diameter
02EA SQ 1 Ion Range Compensator Sequence
02EB LT 1 Compensator Description
0302 IS 1 Radiation Mass Number
0304 IS 1 Radiation Atomic Number
0306 SS 1 Radiation Charge State
0308 CS 1 Scan Mode
0309 CS 1 Modulated Scan Mode Type
030A FL 2 Virtual Source-Axis Distances
030C SQ 1 Snout Sequence
030D FL 1 Snout Position
030F SH 1 Snout ID
0312 IS 1 Number of Range Shifters
0314 SQ 1 Range Shifter Sequence
0316 IS 1 Range Shifter Number
0318 SH 1 Range Shifter ID
0320 CS 1 Range Shifter Type
0322 LO 1 Range Shifter Description
0330 IS 1 Number of Lateral Spreading Devices
0332 SQ 1 Lateral Spreading Device Sequence
0334 IS 1 Lateral Spreading Device Number
0336 SH 1 Lateral Spreading Device ID
0338 CS 1 Lateral Spreading Device Type
033A LO 1 Lateral Spreading Device Description
033C FL 1 Lateral Spreading Device Water Equivalent Thickness
0340 IS 1 Number of Range Modulators
0342 SQ 1 Range Modulator Sequence
0344 IS 1 Range Modulator Number
0346 SH 1 Range Modulator ID
0348 CS 1 Range Modulator Type
034A LO 1 Range Modulator Description
034C SH 1 Beam Current Modulation ID
0350 CS 1 Patient Support Type
0352 SH 1 Patient Support ID
0354 LO 1 Patient Support Accessory Code
0355 LO 1 Tray Accessory Code
0356 FL 1 Fixation Light Azimuthal Angle
0358 FL 1 Fixation Light Polar Angle
035A FL 1 Meterset Rate
0360 SQ 1 Range Shifter Settings Sequence
0362 LO 1 Range Shifter Setting
0364 FL 1 Isocenter to Range Shifter Distance
0366 FL 1 Range Shifter Water Equivalent Thickness
0370 SQ 1 Lateral Spreading Device Settings Sequence
0372 LO 1 Lateral Spreading Device Setting
0374 FL 1 Isocenter to Lateral Spreading Device Distance
0380 SQ 1 Range Modulator Settings Sequence
0382 FL 1 Range Modulator Gating Start Value
0384 FL 1 Range Modulator Gating Stop Value
0386 FL 1 Range Modulator Gating Start Water Equivalent Thickness
0388 FL 1 Range Modulator Gating Stop Water Equivalent Thickness
038A FL 1 Isocenter to Range Modulator Distance
038F FL 1-n Scan Spot Time Offset
0390 SH 1 Scan Spot Tune ID
0391 IS 1-n Scan Spot Prescribed Indices
0392 IS 1 Number of Scan Spot Positions
0393 CS 1 Scan Spot Reordered
0394 FL 1-n Scan Spot Position Map
0395 CS 1 Scan Spot Reordering Allowed
0396 FL 1-n Scan Spot Meterset Weights
0398 FL 2 Scanning Spot Size
0399 FL 2-2n Scan Spot Sizes Delivered
039A IS 1 Number of Paintings
03A0 SQ 1 Ion Tolerance Table Sequence
03A2 SQ 1 Ion Beam Sequence
03A4 SQ 1 Ion Beam Limiting Device Sequence
03A6 SQ 1 Ion Block Sequence
03A8 SQ 1 Ion Control Point Sequence
03AA SQ 1 Ion Wedge Sequence
03AC SQ 1 Ion Wedge Position Sequence
0401 SQ 1 Referenced Setup Image Sequence
0402 ST 1 Setup Image Comment
0410 SQ 1 Motion Synchronization Sequence
0412 FL 3 Control Point Orientation
0420 SQ 1 General Accessory Sequence
0421 SH 1 General Accessory ID
0422 ST 1 General Accessory Description
0423 CS 1 General Accessory Type
0424 IS 1 General Accessory Number
0425 FL 1 Source to General Accessory Distance
0426 DS 1 Isocenter to General Accessory Distance
0431 SQ 1 Applicator Geometry Sequence
0432 CS 1 Applicator Aperture Shape
0433 FL 1 Applicator Opening
0434 FL 1 Applicator Opening X
0435 FL 1 Applicator Opening Y
0436 FL 1 Source to Applicator Mounting Position Distance
0440 IS 1 Number of Block Slab Items
0441 SQ 1 Block Slab Sequence
0442 DS 1 Block Slab Thickness
0443 US 1 Block Slab Number
0450 SQ 1 Device Motion Control Sequence
0451 CS 1 Device Motion Execution Mode
0452 CS 1 Device Motion Observation Mode
0453 SQ 1 Device Motion Parameter Code Sequence
0501 FL 1 Distal Depth Fraction
0502 FL 1 Distal Depth
0503 FL 2 Nominal Range Modulation Fractions
0504 FL 2 Nominal Range Modulated Region Depths
0505 SQ 1 Depth Dose Parameters Sequence
0506 SQ 1 Delivered Depth Dose Parameters Sequence
0507 FL 1 Delivered Distal Depth Fraction
0508 FL 1 Delivered Distal Depth
0509 FL 2 Delivered Nominal Range Modulation Fractions
0510 FL 2 Delivered Nominal Range Modulated Region Depths
0511 CS 1 Delivered Reference Dose Definition
0512 CS 1 Reference Dose Definition
0600 US 1 RT Control Point Index
0601 US 1 Radiation Generation Mode Index
0602 US 1 Referenced Defined Device Index
0603 US 1 Radiation Dose Identification Index
0604 US 1 Number of RT Control Points
0605 US 1 Referenced Radiation Generation Mode Index
0606 US 1 Treatment Position Index
0607 US 1 Referenced Device Index
0608 LO 1 Treatment Position Group Label
0609 UI 1 Treatment Position Group UID
060A SQ 1 Treatment Position Group Sequence
060B US 1 Referenced Treatment Position Index
060C US 1 Referenced Radiation Dose Identification Index
060D FD 1 RT Accessory Holder Water-Equivalent Thickness
060E US 1 Referenced RT Accessory Holder Device Index
060F CS 1 RT Accessory Holder Slot Existence Flag
0610 SQ 1 RT Accessory Holder Slot Sequence
0611 LO 1 RT Accessory Holder Slot ID
0612 FD 1 RT Accessory Holder Slot Distance
0613 FD 1 RT Accessory Slot Distance
0614 SQ 1 RT Accessory Holder Definition Sequence
0615 LO 1 RT Accessory Device Slot ID
0616 SQ 1 RT Radiation Sequence
0617 SQ 1 Radiation Dose Sequence
0618 SQ 1 Radiation Dose Identification Sequence
0619 LO 1 Radiation Dose Identification Label
061A CS 1 Reference Dose Type
061B CS 1 Primary Dose Value Indicator
061C SQ 1 Dose Values Sequence
061D CS 1-n Dose Value Purpose
061E FD 3 Reference Dose Point Coordinates
061F SQ 1 Radiation Dose Values Parameters Sequence
0620 SQ 1 Meterset to Dose Mapping Sequence
0621 SQ 1 Expected In-Vivo Measurement Values Sequence
0622 US 1 Expected In-Vivo Measurement Value Index
0623 LO 1 Radiation Dose In-Vivo Measurement Label
0624 FD 2 Radiation Dose Central Axis Displacement
0625 FD 1 Radiation Dose Value
0626 FD 1 Radiation Dose Source to Skin Distance
0627 FD 3 Radiation Dose Measurement Point Coordinates
0628 FD 1 Radiation Dose Source to External Contour Distance
0629 SQ 1 RT Tolerance Set Sequence
062A LO 1 RT Tolerance Set Label
062B SQ 1 Attribute Tolerance Values Sequence
062C FD 1 Tolerance Value
062D SQ 1 Patient Support Position Tolerance Sequence
062E FD 1 Treatment Time Limit
062F SQ 1 C-Arm Photon-Electron Control Point Sequence
0630 SQ 1 Referenced RT Radiation Sequence
0631 SQ 1 Referenced RT Instance Sequence
0632 SQ 1 Referenced RT Patient Setup Sequence
0634 FD 1 Source to Patient Surface Distance
0635 SQ 1 Treatment Machine Special Mode Code Sequence
0636 US 1 Intended Number of Fractions
0637 CS 1 RT Radiation Set Intent
0638 CS 1 RT Radiation Physical and Geometric Content Detail Flag
0639 CS 1 RT Record Flag
063A SQ 1 Treatment Device Identification Sequence
063B SQ 1 Referenced RT Physician Intent Sequence
063C FD 1 Cumulative Meterset
063D FD 1 Delivery Rate
063E SQ 1 Delivery Rate Unit Sequence
063F SQ 1 Treatment Position Sequence
0640 FD 1 Radiation Source-Axis Distance
0641 US 1 Number of RT Beam Limiting Devices
0642 FD 1 RT Beam Limiting Device Proximal Distance
0643 FD 1 RT Beam Limiting Device Distal Distance
0644 SQ 1 Parallel RT Beam Delimiter Device Orientation Label Code Sequence
0645 FD 1 Beam Modifier Orientation Angle
0646 SQ 1 Fixed RT Beam Delimiter Device Sequence
0647 SQ 1 Parallel RT Beam Delimiter Device Sequence
0648 US 1 Number of Parallel RT Beam Delimiters
0649 FD 2-n Parallel RT Beam Delimiter Boundaries
064A FD 2-n Parallel RT Beam Delimiter Positions
064B FD 2 RT Beam Limiting Device Offset
064C SQ 1 RT Beam Delimiter Geometry Sequence
064D SQ 1 RT Beam Limiting Device Definition Sequence
064E CS 1 Parallel RT Beam Delimiter Opening Mode
064F CS 1-n Parallel RT Beam Delimiter Leaf Mounting Side
0650 UI 1 Patient Setup UID
0651 SQ 1 Wedge Definition Sequence
0652 FD 1 Radiation Beam Wedge Angle
0653 FD 1 Radiation Beam Wedge Thin Edge Distance
0654 FD 1 Radiation Beam Effective Wedge Angle
0655 US 1 Number of Wedge Positions
0656 SQ 1 RT Beam Limiting Device Opening Sequence
0657 US 1 Number of RT Beam Limiting Device Openings
0658 SQ 1 Radiation Dosimeter Unit Sequence
0659 SQ 1 RT Device Distance Reference Location Code Sequence
065A SQ 1 Radiation Device Configuration and Commissioning Key Sequence
065B SQ 1 Patient Support Position Parameter Sequence
065C CS 1 Patient Support Position Specification Method
065D SQ 1 Patient Support Position Device Parameter Sequence
065E US 1 Device Order Index
065F US 1 Patient Support Position Parameter Order Index
0660 SQ 1 Patient Support Position Device Tolerance Sequence
0661 US 1 Patient Support Position Tolerance Order Index
0662 SQ 1 Compensator Definition Sequence
0663 CS 1 Compensator Map Orientation
0664 OF 1 Compensator Proximal Thickness Map
0665 OF 1 Compensator Distal Thickness Map
0666 FD 1 Compensator Base Plane Offset
0667 SQ 1 Compensator Shape Fabrication Code Sequence
0668 SQ 1 Compensator Shape Sequence
0669 FD 1 Radiation Beam Compensator Milling Tool Diameter
066A SQ 1 Block Definition Sequence
066B OF 1 Block Edge Data
066C CS 1 Block Orientation
066D FD 1 Radiation Beam Block Thickness
066E FD 1 Radiation Beam Block Slab Thickness
066F SQ 1 Block Edge Data Sequence
0670 US 1 Number of RT Accessory Holders
0671 SQ 1 General Accessory Definition Sequence
0672 US 1 Number of General Accessories
0673 SQ 1 Bolus Definition Sequence
0674 US 1 Number of Boluses
0675 UI 1 Equipment Frame of Reference UID
0676 ST 1 Equipment Frame of Reference Description
0677 SQ 1 Equipment Reference Point Coordinates Sequence
0678 SQ 1 Equipment Reference Point Code Sequence
0679 FD 1 RT Beam Limiting Device Angle
067A FD 1 Source Roll Angle
067B SQ 1 Radiation GenerationMode Sequence
067C SH 1 Radiation GenerationMode Label
067D ST 1 Radiation GenerationMode Description
067E SQ 1 Radiation GenerationMode Machine Code Sequence
067F SQ 1 Radiation Type Code Sequence
0680 DS 1 Nominal Energy
0681 DS 1 Minimum Nominal Energy
0682 DS 1 Maximum Nominal Energy
0683 SQ 1 Radiation Fluence Modifier Code Sequence
0684 SQ 1 Energy Unit Code Sequence
0685 US 1 Number of Radiation GenerationModes
0686 SQ 1 Patient Support Devices Sequence
0687 US 1 Number of Patient Support Devices
0688 FD 1 RT Beam Modifier Definition Distance
0689 SQ 1 Beam Area Limit Sequence
068A SQ 1 Referenced RT Prescription Sequence
0700 UI 1 Treatment Session UID
0701 CS 1 RT Radiation Usage
0702 SQ 1 Referenced RT Radiation Set Sequence
0703 SQ 1 Referenced RT Radiation Record Sequence
0704 US 1 RT Radiation Set Delivery Number
0705 US 1 Clinical Fraction Number
0706 CS 1 RT Treatment Fraction Completion Status
0707 CS 1 RT Radiation Set Usage
0708 CS 1 Treatment Delivery Continuation Flag
0709 CS 1 Treatment Record Content Origin
0714 CS 1 RT Treatment Termination Status
0715 SQ 1 RT Treatment Termination Reason Code Sequence
0716 SQ 1 Machine-Specific Treatment Termination Code Sequence
0722 SQ 1 RT Radiation Salvage Record Control Point Sequence
0723 CS 1 Starting Meterset Value Known Flag
0730 ST 1 Treatment Termination Description
0731 SQ 1 Treatment Tolerance Violation Sequence
0732 CS 1 Treatment Tolerance Violation Category
0733 SQ 1 Treatment Tolerance Violation Attribute Sequence
0734 ST 1 Treatment Tolerance Violation Description
0735 ST 1 Treatment Tolerance Violation Identification
0736 DT 1 Treatment Tolerance Violation DateTime
073A DT 1 Recorded RT Control Point DateTime
073B US 1 Referenced Radiation RT Control Point Index
073E SQ 1 Alternate Value Sequence
073F SQ 1 Confirmation Sequence
0740 SQ 1 Interlock Sequence
0741 DT 1 Interlock DateTime
0742 ST 1 Interlock Description
0743 SQ 1 Interlock Originating Device Sequence
0744 SQ 1 Interlock Code Sequence
0745 SQ 1 Interlock Resolution Code Sequence
0746 SQ 1 Interlock Resolution User Sequence
0760 DT 1 Override DateTime
0761 SQ 1 Treatment Tolerance Violation Type Code Sequence
0762 SQ 1 Treatment Tolerance Violation Cause Code Sequence
0772 SQ 1 Measured Meterset to Dose Mapping Sequence
0773 US 1 Referenced Expected In-Vivo Measurement Value Index
0774 SQ 1 Dose Measurement Device Code Sequence
0780 SQ 1 Additional Parameter Recording Instance Sequence
0782 US 1
0783 ST 1 Interlock Origin Description
0784 SQ 1 RT Patient Position Scope Sequence
0785 UI 1 Referenced Treatment Position Group UID
0786 US 1 Radiation Order Index
0787 SQ 1 Omitted Radiation Sequence
0788 SQ 1 Reason for Omission Code Sequence
0789 SQ 1 RT Delivery Start Patient Position Sequence
078A SQ 1 RT Treatment Preparation Patient Position Sequence
078B SQ 1 Referenced RT Treatment Preparation Sequence
078C SQ 1 Referenced Patient Setup Photo Sequence
078D SQ 1 Patient Treatment Preparation Method Code Sequence
078E LT 1 Patient Treatment Preparation Procedure Parameter Description
078F SQ 1 Patient Treatment Preparation Device Sequence
0790 SQ 1 Patient Treatment Preparation Procedure Sequence
0791 SQ 1 Patient Treatment Preparation Procedure Code Sequence
0792 LT 1 Patient Treatment Preparation Method Description
0793 SQ 1 Patient Treatment Preparation Procedure Parameter Sequence
0794 LT 1 Patient Setup Photo Description
0795 US 1 Patient Treatment Preparation Procedure Index
0796 US 1 Referenced Patient Setup Procedure Index
0797 SQ 1 RT Radiation Task Sequence
0798 SQ 1 RT Patient Position Displacement Sequence
0799 SQ 1 RT Patient Position Sequence
079A LO 1 Displacement Reference Label
079B FD 16 Displacement Matrix
079C SQ 1 Patient Support Displacement Sequence
079D SQ 1 Displacement Reference Location Code Sequence
079E CS 1 RT Radiation Set Delivery Usage
300C
0002 SQ 1 Referenced RT Plan Sequence
0004 SQ 1 Referenced Beam Sequence
0006 IS 1 Referenced Beam Number
0007 IS 1 Referenced Reference Image Number
0008 DS 1 Start Cumulative Meterset Weight
0009 DS 1 End Cumulative Meterset Weight
000A SQ 1 Referenced Brachy Application Setup Sequence
000C IS 1 Referenced Brachy Application Setup Number
000E IS 1 Referenced Source Number
0020 SQ 1 Referenced Fraction Group Sequence
0022 IS 1 Referenced Fraction Group Number
0040 SQ 1 Referenced Verification Image Sequence
0042 SQ 1 Referenced Reference Image Sequence
0050 SQ 1 Referenced Dose Reference Sequence
0051 IS 1 Referenced Dose Reference Number
0055 SQ 1 Brachy Referenced Dose Reference Sequence
0060 SQ 1 Referenced Structure Set Sequence
006A IS 1 Referenced Patient Setup Number
0080 SQ 1 Referenced Dose Sequence
00A0 IS 1 Referenced Tolerance Table Number
00B0 SQ 1 Referenced Bolus Sequence
00C0 IS 1 Referenced Wedge Number
00D0 IS 1 Referenced Compensator Number
00E0 IS 1 Referenced Block Number
00F0 IS 1 Referenced Control Point Index
00F2 SQ 1 Referenced Control Point Sequence
00F4 IS 1 Referenced Start Control Point Index
00F6 IS 1 Referenced Stop Control Point Index
0100 IS 1 Referenced Range Shifter Number
0102 IS 1 Referenced Lateral Spreading Device Number
0104 IS 1 Referenced Range Modulator Number
0111 SQ 1 Omitted Beam Task Sequence
0112 CS 1 Reason for Omission
0113 LO 1 Reason for Omission Description
0114 SQ 1 Prescription Overview Sequence
0115 FL 1 Total Prescription Dose
0116 SQ 1 Plan Overview Sequence
0117 US 1 Plan Overview Index
0118 US 1 Referenced Plan Overview Index
0119 US 1 Number of Fractions Included
0120 SQ 1 Dose Calibration Conditions Sequence
0121 FD 1 Absorbed Dose to Meterset Ratio
0122 FD 2 Delineated Radiation Field Size
0123 CS 1 Dose Calibration Conditions Verified Flag
0124 FD 1 Calibration Reference Point Depth
0125 SQ 1 Gating Beam Hold Transition Sequence
0126 CS 1 Beam Hold Transition
0127 DT 1 Beam Hold Transition DateTime
0128 SQ 1 Beam Hold Originating Device Sequence
300E
0002 CS 1 Approval Status
0004 DA 1 Review Date
0005 TM 1 Review Time
0008 PN 1 Reviewer Name
3010
0001 SQ 1 Radiobiological Dose Effect Sequence
0002 CS 1 Radiobiological Dose Effect Flag
0003 SQ 1 Effective Dose Calculation Method Category Code Sequence
0004 SQ 1 Effective Dose Calculation Method Code Sequence
0005 LO 1 Effective Dose Calculation Method Description
0006 UI 1 Conceptual Volume UID
0007 SQ 1 Originating SOP Instance Reference Sequence
0008 SQ 1 Conceptual Volume Constituent Sequence
0009 SQ 1 Equivalent Conceptual Volume Instance Reference Sequence
000A SQ 1 Equivalent Conceptual Volumes Sequence
000B UI 1 Referenced Conceptual Volume UID
000C UT 1 Conceptual Volume Combination Expression
000D US 1 Conceptual Volume Constituent Index
000E CS 1 Conceptual Volume Combination Flag
000F ST 1 Conceptual Volume Combination Description
0010 CS 1 Conceptual Volume Segmentation Defined Flag
0011 SQ 1 Conceptual Volume Segmentation Reference Sequence
0012 SQ 1 Conceptual Volume Constituent Segmentation Reference Sequence
0013 UI 1 Constituent Conceptual Volume UID
0014 SQ 1 Derivation Conceptual Volume Sequence
0015 UI 1 Source Conceptual Volume UID
0016 SQ 1 Conceptual Volume Derivation Algorithm Sequence
0017 ST 1 Conceptual Volume Description
0018 SQ 1 Source Conceptual Volume Sequence
0019 SQ 1 Author Identification Sequence
001A LO 1 Manufacturer's Model Version
001B UC 1 Device Alternate Identifier
001C CS 1 Device Alternate Identifier Type
001D LT 1 Device Alternate Identifier Format
001E LO 1 Segmentation Creation Template Label
001F UI 1 Segmentation Template UID
0020 US 1 Referenced Segment Reference Index
0021 SQ 1 Segment Reference Sequence
0022 US 1 Segment Reference Index
0023 SQ 1 Direct Segment Reference Sequence
0024 SQ 1 Combination Segment Reference Sequence
0025 SQ 1 Conceptual Volume Sequence
0026 SQ 1 Segmented RT Accessory Device Sequence
0027 SQ 1 Segment Characteristics Sequence
0028 SQ 1 Related Segment Characteristics Sequence
0029 US 1 Segment Characteristics Precedence
002A SQ 1 RT Segment Annotation Sequence
002B SQ 1 Segment Annotation Category Code Sequence
002C SQ 1 Segment Annotation Type Code Sequence
002D LO 1 Device Label
002E SQ 1 Device Type Code Sequence
002F SQ 1 Segment Annotation Type Modifier Code Sequence
0030 SQ 1 Patient Equipment Relationship Code Sequence
0031 UI 1 Referenced Fiducials UID
0032 SQ 1 Patient Treatment Orientation Sequence
0033 SH 1 User Content Label
0034 LO 1 User Content Long Label
0035 SH 1 Entity Label
0036 LO 1 Entity Name
0037 ST 1 Entity Description
0038 LO 1 Entity Long Label
0039 US 1 Device Index
003A US 1 RT Treatment Phase Index
003B UI 1 RT Treatment Phase UID
003C US 1 RT Prescription Index
003D US 1 RT Segment Annotation Index
003E US 1 Basis RT Treatment Phase Index
003F US 1 Related RT Treatment Phase Index
0040 US 1 Referenced RT Treatment Phase Index
0041 US 1 Referenced RT Prescription Index
0042 US 1 Referenced Parent RT Prescription Index
0043 ST 1 Manufacturer's Device Identifier
0044 SQ 1 Instance-Level Referenced Performed Procedure Step Sequence
0045 CS 1 RT Treatment Phase Intent Presence Flag
0046 CS 1 Radiotherapy Treatment Type
0047 CS 1-n Teletherapy Radiation Type
0048 CS 1-n Brachytherapy Source Type
0049 SQ 1 Referenced RT Treatment Phase Sequence
004A SQ 1 Referenced Direct Segment Instance Sequence
004B SQ 1 Intended RT Treatment Phase Sequence
004C DA 1 Intended Phase Start Date
004D DA 1 Intended Phase End Date
004E SQ 1 RT Treatment Phase Interval Sequence
004F CS 1 Temporal Relationship Interval Anchor
0050 FD 1 Minimum Number of Interval Days
0051 FD 1 Maximum Number of Interval Days
0052 UI 1-n Pertinent SOP Classes in Study
0053 UI 1-n Pertinent SOP Classes in Series
0054 LO 1 RT Prescription Label
0055 SQ 1 RT Physician Intent Predecessor Sequence
0056 LO 1 RT Treatment Approach Label
0057 SQ 1 RT Physician Intent Sequence
0058 US 1 RT Physician Intent Index
0059 CS 1 RT Treatment Intent Type
005A UT 1 RT Physician Intent Narrative
005B SQ 1 RT Protocol Code Sequence
005C ST 1 Reason for Superseding
005D SQ 1 RT Diagnosis Code Sequence
005E US 1 Referenced RT Physician Intent Index
005F SQ 1 RT Physician Intent Input Instance Sequence
0060 SQ 1 RT Anatomic Prescription Sequence
0061 UT 1 Prior Treatment Dose Description
0062 SQ 1 Prior Treatment Reference Sequence
0063 CS 1 Dosimetric Objective Evaluation Scope
0064 SQ 1 Therapeutic Role Category Code Sequence
0065 SQ 1 Therapeutic Role Type Code Sequence
0066 US 1 Conceptual Volume Optimization Precedence
0067 SQ 1 Conceptual Volume Category Code Sequence
0068 CS 1 Conceptual Volume Blocking Constraint
0069 SQ 1 Conceptual Volume Type Code Sequence
006A SQ 1 Conceptual Volume Type Modifier Code Sequence
006B SQ 1 RT Prescription Sequence
006C SQ 1 Dosimetric Objective Sequence
006D SQ 1 Dosimetric Objective Type Code Sequence
006E UI 1 Dosimetric Objective UID
006F UI 1 Referenced Dosimetric Objective UID
0070 SQ 1 Dosimetric Objective Parameter Sequence
0071 SQ 1 Referenced Dosimetric Objectives Sequence
0073 CS 1 Absolute Dosimetric Objective Flag
0074 FD 1 Dosimetric Objective Weight
0075 CS 1 Dosimetric Objective Purpose
0076 SQ 1 Planning Input Information Sequence
0077 LO 1 Treatment Site
0078 SQ 1 Treatment Site Code Sequence
0079 SQ 1 Fraction Pattern Sequence
007A UT 1 Treatment Technique Notes
007B UT 1 Prescription Notes
007C IS 1 Number of Interval Fractions
007D US 1 Number of Fractions
007E US 1 Intended Delivery Duration
007F UT 1 Fractionation Notes
0080 SQ 1 RT Treatment Technique Code Sequence
0081 SQ 1 Prescription Notes Sequence
0082 SQ 1 Fraction-Based Relationship Sequence
0083 CS 1 Fraction-Based Relationship Interval Anchor
0084 FD 1 Minimum Hours between Fractions
0085 TM 1-n Intended Fraction Start Time
0086 LT 1 Intended Start Day of Week
0087 SQ 1 Weekday Fraction Pattern Sequence
0088 SQ 1 Delivery Time Structure Code Sequence
0089 SQ 1 Treatment Site Modifier Code Sequence
0090 CS 1 Robotic Base Location Indicator
0091 SQ 1 Robotic Path Node Set Code Sequence
0092 UL 1 Robotic Node Identifier
0093 FD 3 RT Treatment Source Coordinates
0094 FD 1 Radiation Source Coordinate SystemYaw Angle
0095 FD 1 Radiation Source Coordinate SystemRoll Angle
0096 FD 1 Radiation Source Coordinate System Pitch Angle
0097 SQ 1 Robotic Path Control Point Sequence
0098 SQ 1 Tomotherapeutic Control Point Sequence
0099 FD 1-n Tomotherapeutic Leaf Open Durations
009A FD 1-n Tomotherapeutic Leaf Initial Closed Durations
4000
0010 LT 1 Arbitrary
4000 LT 1 Text Comments
4008
0040 SH 1 Results ID
0042 LO 1 Results ID Issuer
0050 SQ 1 Referenced Interpretation Sequence
00FF CS 1 Report Production Status (Trial)
0100 DA 1 Interpretation Recorded Date
0101 TM 1 Interpretation Recorded Time
0102 PN 1 Interpretation Recorder
0103 LO 1 Reference to Recorded Sound
0108 DA 1 Interpretation Transcription Date
0109 TM 1 Interpretation Transcription Time
010A PN 1 Interpretation Transcriber
010B ST 1 Interpretation Text
010C PN 1 Interpretation Author
0111 SQ 1 Interpretation Approver Sequence
0112 DA 1 Interpretation Approval Date
0113 TM 1 Interpretation Approval Time
0114 PN 1 Physician Approving Interpretation
0115 LT 1 Interpretation Diagnosis Description
0117 SQ 1 Interpretation Diagnosis Code Sequence
0118 SQ 1 Results Distribution List Sequence
0119 PN 1 Distribution Name
011A LO 1 Distribution Address
0200 SH 1 Interpretation ID
0202 LO 1 Interpretation ID Issuer
0210 CS 1 Interpretation Type ID
0212 CS 1 Interpretation Status ID
0300 ST 1 Impressions
4000 ST 1 Results Comments
4010
0001 CS 1 Low Energy Detectors
0002 CS 1 High Energy Detectors
0004 SQ 1 Detector Geometry Sequence
1001 SQ 1 Threat ROI Voxel Sequence
1004 FL 3 Threat ROI Base
1005 FL 3 Threat ROI Extents
1006 OB 1 Threat ROI Bitmap
1007 SH 1 Route Segment ID
1008 CS 1 Gantry Type
1009 CS 1 OOI Owner Type
100A SQ 1 Route Segment Sequence
1010 US 1 Potential Threat Object ID
1011 SQ 1 Threat Sequence
1012 CS 1 Threat Category
1013 LT 1 Threat Category Description
1014 CS 1 ATD Ability Assessment
1015 CS 1 ATD Assessment Flag
1016 FL 1 ATD Assessment Probability
1017 FL 1 Mass
1018 FL 1 Density
1019 FL 1 Z Effective
101A SH 1 Boarding Pass ID
101B FL 3 Center of Mass
101C FL 3 Center of PTO
101D FL 6-n Bounding Polygon
101E SH 1 Route Segment Start Location ID
101F SH 1 Route Segment End Location ID
1020 CS 1 Route Segment Location ID Type
1021 CS 1-n Abort Reason
1023 FL 1 Volume of PTO
1024 CS 1 Abort Flag
1025 DT 1 Route Segment Start Time
1026 DT 1 Route Segment End Time
1027 CS 1 TDR Type
1028 CS 1 International Route Segment
1029 LO 1-n Threat Detection Algorithm and Version
102A SH 1 Assigned Location
102B DT 1 Alarm Decision Time
1031 CS 1 Alarm Decision
1033 US 1 Number of Total Objects
1034 US 1 Number of Alarm Objects
1037 SQ 1 PTO Representation Sequence
1038 SQ 1 ATD Assessment Sequence
1039 CS 1 TIP Type
103A CS 1 DICOS Version
1041 DT 1 OOI Owner Creation Time
1042 CS 1 OOI Type
1043 FL 3 OOI Size
1044 CS 1 Acquisition Status
1045 SQ 1 Basis Materials Code Sequence
1046 CS 1 Phantom Type
1047 SQ 1 OOI Owner Sequence
1048 CS 1 Scan Type
1051 LO 1 Itinerary ID
1052 SH 1 Itinerary ID Type
1053 LO 1 Itinerary ID Assigning Authority
1054 SH 1 Route ID
1055 SH 1 Route ID Assigning Authority
1056 CS 1 Inbound Arrival Type
1058 SH 1 Carrier ID
1059 CS 1 Carrier ID Assigning Authority
1060 FL 3 Source Orientation
1061 FL 3 Source Position
1062 FL 1 Belt Height
1064 SQ 1 Algorithm Routing Code Sequence
1067 CS 1 Transport Classification
1068 LT 1 OOI Type Descriptor
1069 FL 1 Total Processing Time
106C OB 1 Detector Calibration Data
106D CS 1 Additional Screening Performed
106E CS 1 Additional Inspection Selection Criteria
106F SQ 1 Additional Inspection Method Sequence
1070 CS 1 AIT Device Type
1071 SQ 1 QR Measurements Sequence
1072 SQ 1 Target Material Sequence
1073 FD 1 SNR Threshold
1075 DS 1 Image Scale Representation
1076 SQ 1 Referenced PTO Sequence
1077 SQ 1 Referenced TDR Instance Sequence
1078 ST 1 PTO Location Description
1079 SQ 1 Anomaly Locator Indicator Sequence
107A FL 3 Anomaly Locator Indicator
107B SQ 1 PTO Region Sequence
107C CS 1 Inspection Selection Criteria
107D SQ 1 Secondary Inspection Method Sequence
107E DS 6 PRCS to RCS Orientation
4FFE
0001 SQ 1 MAC Parameters Sequence
5200
9229 SQ 1 Shared Functional Groups Sequence
9230 SQ 1 Per-frame Functional Groups Sequence
5400
0100 SQ 1 Waveform Sequence
0110 OB/OW 1 Channel Minimum Value
0112 OB/OW 1 Channel Maximum Value
1004 US 1 Waveform Bits Allocated
1006 CS 1 Waveform Sample Interpretation
100A OB/OW 1 Waveform Padding Value
1010 OB/OW 1 Waveform Data
5600
0010 OF 1 First Order Phase Correction Angle
0020 OF 1 Spectroscopy Data
7FE0
0001 OV 1 Extended Offset Table
0002 OV 1 Extended Offset Table Lengths
0008 OF 1 Float Pixel Data
0009 OD 1 Double Float Pixel Data
0010 OB/OW 1 Pixel Data
0020 OW 1 Coefficients SDVN
0030 OW 1 Coefficients SDHN
0040 OW 1 Coefficients SDDN
FFFA
FFFA SQ 1 Digital Signatures Sequence
FFFC
FFFC OB 1 Data Set Trailing Padding
`;
