from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QGridLayout, QHBoxLayout,
    QLabel, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from union_desk.desk.widgets import (DayEdit, DivisionBox, Fold, IdentityEdit,
    NumberEdit, PartDayEdit, PhoneEdit, TermBox,
    TextEdit, YesNo)

class Ui_HardshipBasics(object):
    def setupUi(self, HardshipBasics):
        if not HardshipBasics.objectName():
            HardshipBasics.setObjectName(u"HardshipBasics")
        self.lines = QVBoxLayout(HardshipBasics)
        self.lines.setSpacing(6)
        self.lines.setObjectName(u"lines")
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(2)
        self.label_level = QLabel(HardshipBasics)
        self.label_level.setObjectName(u"label_level")
        self.label_level.setProperty(u"muted", True)

        self.fields.addWidget(self.label_level, 0, 0, 1, 1)

        self.label_applied_on = QLabel(HardshipBasics)
        self.label_applied_on.setObjectName(u"label_applied_on")
        self.label_applied_on.setProperty(u"muted", True)

        self.fields.addWidget(self.label_applied_on, 0, 1, 1, 1)

        self.label_farm_worker = QLabel(HardshipBasics)
        self.label_farm_worker.setObjectName(u"label_farm_worker")
        self.label_farm_worker.setProperty(u"muted", True)

        self.fields.addWidget(self.label_farm_worker, 0, 2, 1, 1)

        self.label_class_link = QLabel(HardshipBasics)
        self.label_class_link.setObjectName(u"label_class_link")
        self.label_class_link.setProperty(u"muted", True)

        self.fields.addWidget(self.label_class_link, 0, 3, 1, 1)

        self.level = TermBox(HardshipBasics)
        self.level.setObjectName(u"level")

        self.fields.addWidget(self.level, 1, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.applied_on = DayEdit(HardshipBasics)
        self.applied_on.setObjectName(u"applied_on")

        self.fields.addWidget(self.applied_on, 1, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.farm_worker = YesNo(HardshipBasics)
        self.farm_worker.setObjectName(u"farm_worker")

        self.fields.addWidget(self.farm_worker, 1, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.class_link = QPushButton(HardshipBasics)
        self.class_link.setObjectName(u"class_link")
        self.class_link.setProperty(u"link", True)
        self.class_link.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        self.fields.addWidget(self.class_link, 1, 3, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_2 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_2, 2, 0, 1, 1)

        self.label_owner__id_no = QLabel(HardshipBasics)
        self.label_owner__id_no.setObjectName(u"label_owner__id_no")
        self.label_owner__id_no.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__id_no, 3, 0, 1, 2)

        self.label_owner__name = QLabel(HardshipBasics)
        self.label_owner__name.setObjectName(u"label_owner__name")
        self.label_owner__name.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__name, 3, 2, 1, 1)

        self.label_owner__sex = QLabel(HardshipBasics)
        self.label_owner__sex.setObjectName(u"label_owner__sex")
        self.label_owner__sex.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__sex, 3, 3, 1, 1)

        self.owner__id_no = IdentityEdit(HardshipBasics)
        self.owner__id_no.setObjectName(u"owner__id_no")

        self.fields.addWidget(self.owner__id_no, 4, 0, 1, 2, Qt.AlignmentFlag.AlignTop)

        self.owner__name = TextEdit(HardshipBasics)
        self.owner__name.setObjectName(u"owner__name")

        self.fields.addWidget(self.owner__name, 4, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__sex = TermBox(HardshipBasics)
        self.owner__sex.setObjectName(u"owner__sex")

        self.fields.addWidget(self.owner__sex, 4, 3, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_5 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_5, 5, 0, 1, 1)

        self.known = QFrame(HardshipBasics)
        self.known.setObjectName(u"known")
        self.known_line = QHBoxLayout(self.known)
        self.known_line.setObjectName(u"known_line")
        self.known_line.setContentsMargins(0, 0, -1, 0)
        self.known_text = QLabel(self.known)
        self.known_text.setObjectName(u"known_text")
        self.known_text.setWordWrap(True)

        self.known_line.addWidget(self.known_text)

        self.known_open = QPushButton(self.known)
        self.known_open.setObjectName(u"known_open")
        self.known_open.setProperty(u"link", True)

        self.known_line.addWidget(self.known_open)


        self.fields.addWidget(self.known, 6, 0, 1, 4)

        self.label_owner__ethnic = QLabel(HardshipBasics)
        self.label_owner__ethnic.setObjectName(u"label_owner__ethnic")
        self.label_owner__ethnic.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__ethnic, 7, 0, 1, 1)

        self.label_owner__birth_on = QLabel(HardshipBasics)
        self.label_owner__birth_on.setObjectName(u"label_owner__birth_on")
        self.label_owner__birth_on.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__birth_on, 7, 1, 1, 1)

        self.label_owner__political = QLabel(HardshipBasics)
        self.label_owner__political.setObjectName(u"label_owner__political")
        self.label_owner__political.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__political, 7, 2, 1, 1)

        self.label_owner__health = QLabel(HardshipBasics)
        self.label_owner__health.setObjectName(u"label_owner__health")
        self.label_owner__health.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__health, 7, 3, 1, 1)

        self.owner__ethnic = TermBox(HardshipBasics)
        self.owner__ethnic.setObjectName(u"owner__ethnic")

        self.fields.addWidget(self.owner__ethnic, 8, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__birth_on = DayEdit(HardshipBasics)
        self.owner__birth_on.setObjectName(u"owner__birth_on")
        self.owner__birth_on.setProperty(u"weekday", False)

        self.fields.addWidget(self.owner__birth_on, 8, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__political = TermBox(HardshipBasics)
        self.owner__political.setObjectName(u"owner__political")

        self.fields.addWidget(self.owner__political, 8, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__health = TermBox(HardshipBasics)
        self.owner__health.setObjectName(u"owner__health")

        self.fields.addWidget(self.owner__health, 8, 3, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_9 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_9, 9, 0, 1, 1)

        self.label_owner__disability_type = QLabel(HardshipBasics)
        self.label_owner__disability_type.setObjectName(u"label_owner__disability_type")
        self.label_owner__disability_type.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__disability_type, 10, 0, 1, 1)

        self.label_owner__disability_level = QLabel(HardshipBasics)
        self.label_owner__disability_level.setObjectName(u"label_owner__disability_level")
        self.label_owner__disability_level.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__disability_level, 10, 1, 1, 1)

        self.label_owner__work_status = QLabel(HardshipBasics)
        self.label_owner__work_status.setObjectName(u"label_owner__work_status")
        self.label_owner__work_status.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__work_status, 10, 2, 1, 1)

        self.label_owner__model_worker = QLabel(HardshipBasics)
        self.label_owner__model_worker.setObjectName(u"label_owner__model_worker")
        self.label_owner__model_worker.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__model_worker, 10, 3, 1, 1)

        self.owner__disability_type = TermBox(HardshipBasics)
        self.owner__disability_type.setObjectName(u"owner__disability_type")

        self.fields.addWidget(self.owner__disability_type, 11, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__disability_level = TermBox(HardshipBasics)
        self.owner__disability_level.setObjectName(u"owner__disability_level")

        self.fields.addWidget(self.owner__disability_level, 11, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__work_status = TermBox(HardshipBasics)
        self.owner__work_status.setObjectName(u"owner__work_status")

        self.fields.addWidget(self.owner__work_status, 11, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__model_worker = TermBox(HardshipBasics)
        self.owner__model_worker.setObjectName(u"owner__model_worker")

        self.fields.addWidget(self.owner__model_worker, 11, 3, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_12 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_12, 12, 0, 1, 1)

        self.label_house_type = QLabel(HardshipBasics)
        self.label_house_type.setObjectName(u"label_house_type")
        self.label_house_type.setProperty(u"muted", True)

        self.fields.addWidget(self.label_house_type, 13, 0, 1, 1)

        self.label_house_area_hundredths = QLabel(HardshipBasics)
        self.label_house_area_hundredths.setObjectName(u"label_house_area_hundredths")
        self.label_house_area_hundredths.setProperty(u"muted", True)

        self.fields.addWidget(self.label_house_area_hundredths, 13, 1, 1, 1)

        self.label_owner__mobile = QLabel(HardshipBasics)
        self.label_owner__mobile.setObjectName(u"label_owner__mobile")
        self.label_owner__mobile.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__mobile, 13, 2, 1, 1)

        self.label_owner__other_phone = QLabel(HardshipBasics)
        self.label_owner__other_phone.setObjectName(u"label_owner__other_phone")
        self.label_owner__other_phone.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__other_phone, 13, 3, 1, 1)

        self.house_type = TermBox(HardshipBasics)
        self.house_type.setObjectName(u"house_type")

        self.fields.addWidget(self.house_type, 14, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.house_area_hundredths = NumberEdit(HardshipBasics)
        self.house_area_hundredths.setObjectName(u"house_area_hundredths")
        self.house_area_hundredths.setProperty(u"places", 2)

        self.fields.addWidget(self.house_area_hundredths, 14, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__mobile = PhoneEdit(HardshipBasics)
        self.owner__mobile.setObjectName(u"owner__mobile")

        self.fields.addWidget(self.owner__mobile, 14, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__other_phone = TextEdit(HardshipBasics)
        self.owner__other_phone.setObjectName(u"owner__other_phone")

        self.fields.addWidget(self.owner__other_phone, 14, 3, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_15 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_15, 15, 0, 1, 1)

        self.label_owner__postcode = QLabel(HardshipBasics)
        self.label_owner__postcode.setObjectName(u"label_owner__postcode")
        self.label_owner__postcode.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__postcode, 16, 0, 1, 1)

        self.label_owner__work_start_on = QLabel(HardshipBasics)
        self.label_owner__work_start_on.setObjectName(u"label_owner__work_start_on")
        self.label_owner__work_start_on.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__work_start_on, 16, 1, 1, 1)

        self.label_industry = QLabel(HardshipBasics)
        self.label_industry.setObjectName(u"label_industry")
        self.label_industry.setProperty(u"muted", True)

        self.fields.addWidget(self.label_industry, 16, 2, 1, 1)

        self.label_owner__marital = QLabel(HardshipBasics)
        self.label_owner__marital.setObjectName(u"label_owner__marital")
        self.label_owner__marital.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__marital, 16, 3, 1, 1)

        self.owner__postcode = TextEdit(HardshipBasics)
        self.owner__postcode.setObjectName(u"owner__postcode")

        self.fields.addWidget(self.owner__postcode, 17, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__work_start_on = PartDayEdit(HardshipBasics)
        self.owner__work_start_on.setObjectName(u"owner__work_start_on")

        self.fields.addWidget(self.owner__work_start_on, 17, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.industry = TermBox(HardshipBasics)
        self.industry.setObjectName(u"industry")

        self.fields.addWidget(self.industry, 17, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__marital = TermBox(HardshipBasics)
        self.owner__marital.setObjectName(u"owner__marital")

        self.fields.addWidget(self.owner__marital, 17, 3, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_18 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_18, 18, 0, 1, 1)

        self.label_owner__hukou_type = QLabel(HardshipBasics)
        self.label_owner__hukou_type.setObjectName(u"label_owner__hukou_type")
        self.label_owner__hukou_type.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__hukou_type, 19, 0, 1, 1)

        self.label_owner__hukou_division = QLabel(HardshipBasics)
        self.label_owner__hukou_division.setObjectName(u"label_owner__hukou_division")
        self.label_owner__hukou_division.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__hukou_division, 19, 1, 1, 1)

        self.label_owner__insured = QLabel(HardshipBasics)
        self.label_owner__insured.setObjectName(u"label_owner__insured")
        self.label_owner__insured.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__insured, 19, 2, 1, 1)

        self.label_single_parent = QLabel(HardshipBasics)
        self.label_single_parent.setObjectName(u"label_single_parent")
        self.label_single_parent.setProperty(u"muted", True)

        self.fields.addWidget(self.label_single_parent, 19, 3, 1, 1)

        self.owner__hukou_type = TermBox(HardshipBasics)
        self.owner__hukou_type.setObjectName(u"owner__hukou_type")

        self.fields.addWidget(self.owner__hukou_type, 20, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__hukou_division = DivisionBox(HardshipBasics)
        self.owner__hukou_division.setObjectName(u"owner__hukou_division")

        self.fields.addWidget(self.owner__hukou_division, 20, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__insured = TermBox(HardshipBasics)
        self.owner__insured.setObjectName(u"owner__insured")

        self.fields.addWidget(self.owner__insured, 20, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.single_parent = YesNo(HardshipBasics)
        self.single_parent.setObjectName(u"single_parent")

        self.fields.addWidget(self.single_parent, 20, 3, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_21 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_21, 21, 0, 1, 1)

        self.label_owner__address = QLabel(HardshipBasics)
        self.label_owner__address.setObjectName(u"label_owner__address")
        self.label_owner__address.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__address, 22, 0, 1, 4)

        self.owner__address = TextEdit(HardshipBasics)
        self.owner__address.setObjectName(u"owner__address")

        self.fields.addWidget(self.owner__address, 23, 0, 1, 4, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_24 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_24, 24, 0, 1, 1)

        self.label_employer__name = QLabel(HardshipBasics)
        self.label_employer__name.setObjectName(u"label_employer__name")
        self.label_employer__name.setProperty(u"muted", True)

        self.fields.addWidget(self.label_employer__name, 25, 0, 1, 2)

        self.label_employer__nature = QLabel(HardshipBasics)
        self.label_employer__nature.setObjectName(u"label_employer__nature")
        self.label_employer__nature.setProperty(u"muted", True)

        self.fields.addWidget(self.label_employer__nature, 25, 2, 1, 1)

        self.label_employer__state = QLabel(HardshipBasics)
        self.label_employer__state.setObjectName(u"label_employer__state")
        self.label_employer__state.setProperty(u"muted", True)

        self.fields.addWidget(self.label_employer__state, 25, 3, 1, 1)

        self.employer__name = TextEdit(HardshipBasics)
        self.employer__name.setObjectName(u"employer__name")

        self.fields.addWidget(self.employer__name, 26, 0, 1, 2, Qt.AlignmentFlag.AlignTop)

        self.employer__nature = TermBox(HardshipBasics)
        self.employer__nature.setObjectName(u"employer__nature")

        self.fields.addWidget(self.employer__nature, 26, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.employer__state = TermBox(HardshipBasics)
        self.employer__state.setObjectName(u"employer__state")

        self.fields.addWidget(self.employer__state, 26, 3, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_27 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_27, 27, 0, 1, 1)

        self.fields.setColumnStretch(0, 1)
        self.fields.setColumnStretch(1, 1)
        self.fields.setColumnStretch(2, 1)
        self.fields.setColumnStretch(3, 1)

        self.lines.addLayout(self.fields)

        self.open_more_person = Fold(HardshipBasics)
        self.open_more_person.setObjectName(u"open_more_person")

        self.lines.addWidget(self.open_more_person)

        self.more_person = QWidget(HardshipBasics)
        self.more_person.setObjectName(u"more_person")
        self.grid_more_person = QGridLayout(self.more_person)
        self.grid_more_person.setObjectName(u"grid_more_person")
        self.grid_more_person.setHorizontalSpacing(12)
        self.grid_more_person.setVerticalSpacing(2)
        self.grid_more_person.setContentsMargins(0, 0, 0, 0)
        self.label_owner__id_type = QLabel(self.more_person)
        self.label_owner__id_type.setObjectName(u"label_owner__id_type")
        self.label_owner__id_type.setProperty(u"muted", True)

        self.grid_more_person.addWidget(self.label_owner__id_type, 0, 0, 1, 1)

        self.label_owner__education = QLabel(self.more_person)
        self.label_owner__education.setObjectName(u"label_owner__education")
        self.label_owner__education.setProperty(u"muted", True)

        self.grid_more_person.addWidget(self.label_owner__education, 0, 1, 1, 1)

        self.label_owner__disability_cert = QLabel(self.more_person)
        self.label_owner__disability_cert.setObjectName(u"label_owner__disability_cert")
        self.label_owner__disability_cert.setProperty(u"muted", True)

        self.grid_more_person.addWidget(self.label_owner__disability_cert, 0, 2, 1, 2)

        self.owner__id_type = TermBox(self.more_person)
        self.owner__id_type.setObjectName(u"owner__id_type")

        self.grid_more_person.addWidget(self.owner__id_type, 1, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__education = TermBox(self.more_person)
        self.owner__education.setObjectName(u"owner__education")

        self.grid_more_person.addWidget(self.owner__education, 1, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__disability_cert = TextEdit(self.more_person)
        self.owner__disability_cert.setObjectName(u"owner__disability_cert")

        self.grid_more_person.addWidget(self.owner__disability_cert, 1, 2, 1, 2, Qt.AlignmentFlag.AlignTop)

        self.gap_grid_more_person_2 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.grid_more_person.addItem(self.gap_grid_more_person_2, 2, 0, 1, 1)

        self.label_owner__union_member = QLabel(self.more_person)
        self.label_owner__union_member.setObjectName(u"label_owner__union_member")
        self.label_owner__union_member.setProperty(u"muted", True)

        self.grid_more_person.addWidget(self.label_owner__union_member, 3, 0, 1, 1)

        self.label_owner__member_no = QLabel(self.more_person)
        self.label_owner__member_no.setObjectName(u"label_owner__member_no")
        self.label_owner__member_no.setProperty(u"muted", True)

        self.grid_more_person.addWidget(self.label_owner__member_no, 3, 1, 1, 1)

        self.label_owner__contract_signed_on = QLabel(self.more_person)
        self.label_owner__contract_signed_on.setObjectName(u"label_owner__contract_signed_on")
        self.label_owner__contract_signed_on.setProperty(u"muted", True)

        self.grid_more_person.addWidget(self.label_owner__contract_signed_on, 3, 2, 1, 1)

        self.label_owner__contract_term = QLabel(self.more_person)
        self.label_owner__contract_term.setObjectName(u"label_owner__contract_term")
        self.label_owner__contract_term.setProperty(u"muted", True)

        self.grid_more_person.addWidget(self.label_owner__contract_term, 3, 3, 1, 1)

        self.owner__union_member = YesNo(self.more_person)
        self.owner__union_member.setObjectName(u"owner__union_member")

        self.grid_more_person.addWidget(self.owner__union_member, 4, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__member_no = TextEdit(self.more_person)
        self.owner__member_no.setObjectName(u"owner__member_no")

        self.grid_more_person.addWidget(self.owner__member_no, 4, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__contract_signed_on = DayEdit(self.more_person)
        self.owner__contract_signed_on.setObjectName(u"owner__contract_signed_on")

        self.grid_more_person.addWidget(self.owner__contract_signed_on, 4, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__contract_term = TermBox(self.more_person)
        self.owner__contract_term.setObjectName(u"owner__contract_term")

        self.grid_more_person.addWidget(self.owner__contract_term, 4, 3, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_grid_more_person_5 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.grid_more_person.addItem(self.gap_grid_more_person_5, 5, 0, 1, 1)

        self.label_owner__able_to_work = QLabel(self.more_person)
        self.label_owner__able_to_work.setObjectName(u"label_owner__able_to_work")
        self.label_owner__able_to_work.setProperty(u"muted", True)

        self.grid_more_person.addWidget(self.label_owner__able_to_work, 6, 0, 1, 1)

        self.label_owner__jobless_proof = QLabel(self.more_person)
        self.label_owner__jobless_proof.setObjectName(u"label_owner__jobless_proof")
        self.label_owner__jobless_proof.setProperty(u"muted", True)

        self.grid_more_person.addWidget(self.label_owner__jobless_proof, 6, 1, 1, 1)

        self.label_house_area_band = QLabel(self.more_person)
        self.label_house_area_band.setObjectName(u"label_house_area_band")
        self.label_house_area_band.setProperty(u"muted", True)

        self.grid_more_person.addWidget(self.label_house_area_band, 6, 2, 1, 2)

        self.owner__able_to_work = YesNo(self.more_person)
        self.owner__able_to_work.setObjectName(u"owner__able_to_work")

        self.grid_more_person.addWidget(self.owner__able_to_work, 7, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__jobless_proof = TextEdit(self.more_person)
        self.owner__jobless_proof.setObjectName(u"owner__jobless_proof")

        self.grid_more_person.addWidget(self.owner__jobless_proof, 7, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.house_area_band = TermBox(self.more_person)
        self.house_area_band.setObjectName(u"house_area_band")

        self.grid_more_person.addWidget(self.house_area_band, 7, 2, 1, 2, Qt.AlignmentFlag.AlignTop)

        self.gap_grid_more_person_8 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.grid_more_person.addItem(self.gap_grid_more_person_8, 8, 0, 1, 1)

        self.grid_more_person.setColumnStretch(0, 1)
        self.grid_more_person.setColumnStretch(1, 1)
        self.grid_more_person.setColumnStretch(2, 1)
        self.grid_more_person.setColumnStretch(3, 1)

        self.lines.addWidget(self.more_person)

        self.open_more_employer = Fold(HardshipBasics)
        self.open_more_employer.setObjectName(u"open_more_employer")

        self.lines.addWidget(self.open_more_employer)

        self.more_employer = QWidget(HardshipBasics)
        self.more_employer.setObjectName(u"more_employer")
        self.grid_more_employer = QGridLayout(self.more_employer)
        self.grid_more_employer.setObjectName(u"grid_more_employer")
        self.grid_more_employer.setHorizontalSpacing(12)
        self.grid_more_employer.setVerticalSpacing(2)
        self.grid_more_employer.setContentsMargins(0, 0, 0, 0)
        self.label_employer__credit_code = QLabel(self.more_employer)
        self.label_employer__credit_code.setObjectName(u"label_employer__credit_code")
        self.label_employer__credit_code.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__credit_code, 0, 0, 1, 2)

        self.label_employer__reg_no = QLabel(self.more_employer)
        self.label_employer__reg_no.setObjectName(u"label_employer__reg_no")
        self.label_employer__reg_no.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__reg_no, 0, 2, 1, 1)

        self.label_employer__industry_code = QLabel(self.more_employer)
        self.label_employer__industry_code.setObjectName(u"label_employer__industry_code")
        self.label_employer__industry_code.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__industry_code, 0, 3, 1, 1)

        self.employer__credit_code = TextEdit(self.more_employer)
        self.employer__credit_code.setObjectName(u"employer__credit_code")

        self.grid_more_employer.addWidget(self.employer__credit_code, 1, 0, 1, 2, Qt.AlignmentFlag.AlignTop)

        self.employer__reg_no = TextEdit(self.more_employer)
        self.employer__reg_no.setObjectName(u"employer__reg_no")

        self.grid_more_employer.addWidget(self.employer__reg_no, 1, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.employer__industry_code = TextEdit(self.more_employer)
        self.employer__industry_code.setObjectName(u"employer__industry_code")

        self.grid_more_employer.addWidget(self.employer__industry_code, 1, 3, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_grid_more_employer_2 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.grid_more_employer.addItem(self.gap_grid_more_employer_2, 2, 0, 1, 1)

        self.label_employer__address = QLabel(self.more_employer)
        self.label_employer__address.setObjectName(u"label_employer__address")
        self.label_employer__address.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__address, 3, 0, 1, 2)

        self.label_employer__industry = QLabel(self.more_employer)
        self.label_employer__industry.setObjectName(u"label_employer__industry")
        self.label_employer__industry.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__industry, 3, 2, 1, 1)

        self.label_employer__street = QLabel(self.more_employer)
        self.label_employer__street.setObjectName(u"label_employer__street")
        self.label_employer__street.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__street, 3, 3, 1, 1)

        self.employer__address = TextEdit(self.more_employer)
        self.employer__address.setObjectName(u"employer__address")

        self.grid_more_employer.addWidget(self.employer__address, 4, 0, 1, 2, Qt.AlignmentFlag.AlignTop)

        self.employer__industry = TermBox(self.more_employer)
        self.employer__industry.setObjectName(u"employer__industry")

        self.grid_more_employer.addWidget(self.employer__industry, 4, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.employer__street = TermBox(self.more_employer)
        self.employer__street.setObjectName(u"employer__street")

        self.grid_more_employer.addWidget(self.employer__street, 4, 3, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_grid_more_employer_5 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.grid_more_employer.addItem(self.gap_grid_more_employer_5, 5, 0, 1, 1)

        self.label_employer__legal_rep = QLabel(self.more_employer)
        self.label_employer__legal_rep.setObjectName(u"label_employer__legal_rep")
        self.label_employer__legal_rep.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__legal_rep, 6, 0, 1, 1)

        self.label_employer__legal_rep_title = QLabel(self.more_employer)
        self.label_employer__legal_rep_title.setObjectName(u"label_employer__legal_rep_title")
        self.label_employer__legal_rep_title.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__legal_rep_title, 6, 1, 1, 1)

        self.label_employer__contact = QLabel(self.more_employer)
        self.label_employer__contact.setObjectName(u"label_employer__contact")
        self.label_employer__contact.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__contact, 6, 2, 1, 1)

        self.label_employer__phone = QLabel(self.more_employer)
        self.label_employer__phone.setObjectName(u"label_employer__phone")
        self.label_employer__phone.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__phone, 6, 3, 1, 1)

        self.employer__legal_rep = TextEdit(self.more_employer)
        self.employer__legal_rep.setObjectName(u"employer__legal_rep")

        self.grid_more_employer.addWidget(self.employer__legal_rep, 7, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.employer__legal_rep_title = TextEdit(self.more_employer)
        self.employer__legal_rep_title.setObjectName(u"employer__legal_rep_title")

        self.grid_more_employer.addWidget(self.employer__legal_rep_title, 7, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.employer__contact = TextEdit(self.more_employer)
        self.employer__contact.setObjectName(u"employer__contact")

        self.grid_more_employer.addWidget(self.employer__contact, 7, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.employer__phone = TextEdit(self.more_employer)
        self.employer__phone.setObjectName(u"employer__phone")

        self.grid_more_employer.addWidget(self.employer__phone, 7, 3, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_grid_more_employer_8 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.grid_more_employer.addItem(self.gap_grid_more_employer_8, 8, 0, 1, 1)

        self.label_employer__headcount = QLabel(self.more_employer)
        self.label_employer__headcount.setObjectName(u"label_employer__headcount")
        self.label_employer__headcount.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__headcount, 9, 0, 1, 1)

        self.label_employer__union_name = QLabel(self.more_employer)
        self.label_employer__union_name.setObjectName(u"label_employer__union_name")
        self.label_employer__union_name.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__union_name, 9, 1, 1, 1)

        self.label_employer__union_chair = QLabel(self.more_employer)
        self.label_employer__union_chair.setObjectName(u"label_employer__union_chair")
        self.label_employer__union_chair.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__union_chair, 9, 2, 1, 1)

        self.label_employer__mediation_committee = QLabel(self.more_employer)
        self.label_employer__mediation_committee.setObjectName(u"label_employer__mediation_committee")
        self.label_employer__mediation_committee.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__mediation_committee, 9, 3, 1, 1)

        self.employer__headcount = NumberEdit(self.more_employer)
        self.employer__headcount.setObjectName(u"employer__headcount")

        self.grid_more_employer.addWidget(self.employer__headcount, 10, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.employer__union_name = TextEdit(self.more_employer)
        self.employer__union_name.setObjectName(u"employer__union_name")

        self.grid_more_employer.addWidget(self.employer__union_name, 10, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.employer__union_chair = TextEdit(self.more_employer)
        self.employer__union_chair.setObjectName(u"employer__union_chair")

        self.grid_more_employer.addWidget(self.employer__union_chair, 10, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.employer__mediation_committee = YesNo(self.more_employer)
        self.employer__mediation_committee.setObjectName(u"employer__mediation_committee")

        self.grid_more_employer.addWidget(self.employer__mediation_committee, 10, 3, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_grid_more_employer_11 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.grid_more_employer.addItem(self.gap_grid_more_employer_11, 11, 0, 1, 1)

        self.label_employer__watched = QLabel(self.more_employer)
        self.label_employer__watched.setObjectName(u"label_employer__watched")
        self.label_employer__watched.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__watched, 12, 0, 1, 1)

        self.label_employer__risk_note = QLabel(self.more_employer)
        self.label_employer__risk_note.setObjectName(u"label_employer__risk_note")
        self.label_employer__risk_note.setProperty(u"muted", True)

        self.grid_more_employer.addWidget(self.label_employer__risk_note, 12, 1, 1, 3)

        self.employer__watched = YesNo(self.more_employer)
        self.employer__watched.setObjectName(u"employer__watched")

        self.grid_more_employer.addWidget(self.employer__watched, 13, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.employer__risk_note = TextEdit(self.more_employer)
        self.employer__risk_note.setObjectName(u"employer__risk_note")

        self.grid_more_employer.addWidget(self.employer__risk_note, 13, 1, 1, 3, Qt.AlignmentFlag.AlignTop)

        self.gap_grid_more_employer_14 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.grid_more_employer.addItem(self.gap_grid_more_employer_14, 14, 0, 1, 1)

        self.grid_more_employer.setColumnStretch(0, 1)
        self.grid_more_employer.setColumnStretch(1, 1)
        self.grid_more_employer.setColumnStretch(2, 1)
        self.grid_more_employer.setColumnStretch(3, 1)

        self.lines.addWidget(self.more_employer)

#if QT_CONFIG(shortcut)
        self.label_level.setBuddy(self.level)
        self.label_applied_on.setBuddy(self.applied_on)
        self.label_farm_worker.setBuddy(self.farm_worker)
        self.label_class_link.setBuddy(self.class_link)
        self.label_owner__id_no.setBuddy(self.owner__id_no)
        self.label_owner__name.setBuddy(self.owner__name)
        self.label_owner__sex.setBuddy(self.owner__sex)
        self.label_owner__ethnic.setBuddy(self.owner__ethnic)
        self.label_owner__birth_on.setBuddy(self.owner__birth_on)
        self.label_owner__political.setBuddy(self.owner__political)
        self.label_owner__health.setBuddy(self.owner__health)
        self.label_owner__disability_type.setBuddy(self.owner__disability_type)
        self.label_owner__disability_level.setBuddy(self.owner__disability_level)
        self.label_owner__work_status.setBuddy(self.owner__work_status)
        self.label_owner__model_worker.setBuddy(self.owner__model_worker)
        self.label_house_type.setBuddy(self.house_type)
        self.label_house_area_hundredths.setBuddy(self.house_area_hundredths)
        self.label_owner__mobile.setBuddy(self.owner__mobile)
        self.label_owner__other_phone.setBuddy(self.owner__other_phone)
        self.label_owner__postcode.setBuddy(self.owner__postcode)
        self.label_owner__work_start_on.setBuddy(self.owner__work_start_on)
        self.label_industry.setBuddy(self.industry)
        self.label_owner__marital.setBuddy(self.owner__marital)
        self.label_owner__hukou_type.setBuddy(self.owner__hukou_type)
        self.label_owner__hukou_division.setBuddy(self.owner__hukou_division)
        self.label_owner__insured.setBuddy(self.owner__insured)
        self.label_single_parent.setBuddy(self.single_parent)
        self.label_owner__address.setBuddy(self.owner__address)
        self.label_employer__name.setBuddy(self.employer__name)
        self.label_employer__nature.setBuddy(self.employer__nature)
        self.label_employer__state.setBuddy(self.employer__state)
        self.label_owner__id_type.setBuddy(self.owner__id_type)
        self.label_owner__education.setBuddy(self.owner__education)
        self.label_owner__disability_cert.setBuddy(self.owner__disability_cert)
        self.label_owner__union_member.setBuddy(self.owner__union_member)
        self.label_owner__member_no.setBuddy(self.owner__member_no)
        self.label_owner__contract_signed_on.setBuddy(self.owner__contract_signed_on)
        self.label_owner__contract_term.setBuddy(self.owner__contract_term)
        self.label_owner__able_to_work.setBuddy(self.owner__able_to_work)
        self.label_owner__jobless_proof.setBuddy(self.owner__jobless_proof)
        self.label_house_area_band.setBuddy(self.house_area_band)
        self.label_employer__credit_code.setBuddy(self.employer__credit_code)
        self.label_employer__reg_no.setBuddy(self.employer__reg_no)
        self.label_employer__industry_code.setBuddy(self.employer__industry_code)
        self.label_employer__address.setBuddy(self.employer__address)
        self.label_employer__industry.setBuddy(self.employer__industry)
        self.label_employer__street.setBuddy(self.employer__street)
        self.label_employer__legal_rep.setBuddy(self.employer__legal_rep)
        self.label_employer__legal_rep_title.setBuddy(self.employer__legal_rep_title)
        self.label_employer__contact.setBuddy(self.employer__contact)
        self.label_employer__phone.setBuddy(self.employer__phone)
        self.label_employer__headcount.setBuddy(self.employer__headcount)
        self.label_employer__union_name.setBuddy(self.employer__union_name)
        self.label_employer__union_chair.setBuddy(self.employer__union_chair)
        self.label_employer__mediation_committee.setBuddy(self.employer__mediation_committee)
        self.label_employer__watched.setBuddy(self.employer__watched)
        self.label_employer__risk_note.setBuddy(self.employer__risk_note)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.level, self.applied_on)
        QWidget.setTabOrder(self.applied_on, self.farm_worker)
        QWidget.setTabOrder(self.farm_worker, self.owner__id_no)
        QWidget.setTabOrder(self.owner__id_no, self.known_open)
        QWidget.setTabOrder(self.known_open, self.owner__name)
        QWidget.setTabOrder(self.owner__name, self.owner__sex)
        QWidget.setTabOrder(self.owner__sex, self.owner__ethnic)
        QWidget.setTabOrder(self.owner__ethnic, self.owner__birth_on)
        QWidget.setTabOrder(self.owner__birth_on, self.owner__political)
        QWidget.setTabOrder(self.owner__political, self.owner__health)
        QWidget.setTabOrder(self.owner__health, self.owner__disability_type)
        QWidget.setTabOrder(self.owner__disability_type, self.owner__disability_level)
        QWidget.setTabOrder(self.owner__disability_level, self.owner__work_status)
        QWidget.setTabOrder(self.owner__work_status, self.owner__model_worker)
        QWidget.setTabOrder(self.owner__model_worker, self.house_type)
        QWidget.setTabOrder(self.house_type, self.house_area_hundredths)
        QWidget.setTabOrder(self.house_area_hundredths, self.owner__mobile)
        QWidget.setTabOrder(self.owner__mobile, self.owner__other_phone)
        QWidget.setTabOrder(self.owner__other_phone, self.owner__postcode)
        QWidget.setTabOrder(self.owner__postcode, self.owner__work_start_on)
        QWidget.setTabOrder(self.owner__work_start_on, self.industry)
        QWidget.setTabOrder(self.industry, self.owner__marital)
        QWidget.setTabOrder(self.owner__marital, self.owner__hukou_type)
        QWidget.setTabOrder(self.owner__hukou_type, self.owner__hukou_division)
        QWidget.setTabOrder(self.owner__hukou_division, self.owner__insured)
        QWidget.setTabOrder(self.owner__insured, self.single_parent)
        QWidget.setTabOrder(self.single_parent, self.owner__address)
        QWidget.setTabOrder(self.owner__address, self.employer__name)
        QWidget.setTabOrder(self.employer__name, self.employer__nature)
        QWidget.setTabOrder(self.employer__nature, self.employer__state)
        QWidget.setTabOrder(self.employer__state, self.open_more_person)
        QWidget.setTabOrder(self.open_more_person, self.owner__id_type)
        QWidget.setTabOrder(self.owner__id_type, self.owner__education)
        QWidget.setTabOrder(self.owner__education, self.owner__disability_cert)
        QWidget.setTabOrder(self.owner__disability_cert, self.owner__union_member)
        QWidget.setTabOrder(self.owner__union_member, self.owner__member_no)
        QWidget.setTabOrder(self.owner__member_no, self.owner__contract_signed_on)
        QWidget.setTabOrder(self.owner__contract_signed_on, self.owner__contract_term)
        QWidget.setTabOrder(self.owner__contract_term, self.owner__able_to_work)
        QWidget.setTabOrder(self.owner__able_to_work, self.owner__jobless_proof)
        QWidget.setTabOrder(self.owner__jobless_proof, self.house_area_band)
        QWidget.setTabOrder(self.house_area_band, self.open_more_employer)
        QWidget.setTabOrder(self.open_more_employer, self.employer__credit_code)
        QWidget.setTabOrder(self.employer__credit_code, self.employer__reg_no)
        QWidget.setTabOrder(self.employer__reg_no, self.employer__industry_code)
        QWidget.setTabOrder(self.employer__industry_code, self.employer__address)
        QWidget.setTabOrder(self.employer__address, self.employer__industry)
        QWidget.setTabOrder(self.employer__industry, self.employer__street)
        QWidget.setTabOrder(self.employer__street, self.employer__legal_rep)
        QWidget.setTabOrder(self.employer__legal_rep, self.employer__legal_rep_title)
        QWidget.setTabOrder(self.employer__legal_rep_title, self.employer__contact)
        QWidget.setTabOrder(self.employer__contact, self.employer__phone)
        QWidget.setTabOrder(self.employer__phone, self.employer__headcount)
        QWidget.setTabOrder(self.employer__headcount, self.employer__union_name)
        QWidget.setTabOrder(self.employer__union_name, self.employer__union_chair)
        QWidget.setTabOrder(self.employer__union_chair, self.employer__mediation_committee)
        QWidget.setTabOrder(self.employer__mediation_committee, self.employer__watched)
        QWidget.setTabOrder(self.employer__watched, self.employer__risk_note)

        self.retranslateUi(HardshipBasics)
    # setupUi

    def retranslateUi(self, HardshipBasics):
        self.label_level.setText(QCoreApplication.translate("HardshipBasics", u"\u5efa\u6863\u7ea7\u522b", None))
        self.label_applied_on.setText(QCoreApplication.translate("HardshipBasics", u"\u7533\u8bf7\u65e5\u671f", None))
        self.label_farm_worker.setText(QCoreApplication.translate("HardshipBasics", u"\u56f0\u96be\u519c\u6c11\u5de5", None))
        self.label_class_link.setText(QCoreApplication.translate("HardshipBasics", u"1 \u56f0\u96be\u7c7b\u522b*", None))
#if QT_CONFIG(accessibility)
        self.level.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5efa\u6863\u7ea7\u522b", None))
#endif // QT_CONFIG(accessibility)
        self.level.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"file_level", None))
#if QT_CONFIG(accessibility)
        self.applied_on.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u7533\u8bf7\u65e5\u671f", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.farm_worker.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u56f0\u96be\u519c\u6c11\u5de5", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.class_link.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u56f0\u96be\u7c7b\u522b", None))
#endif // QT_CONFIG(accessibility)
        self.class_link.setText(QCoreApplication.translate("HardshipBasics", u"\u5c1a\u672a\u8ba4\u5b9a", None))
        self.label_owner__id_no.setText(QCoreApplication.translate("HardshipBasics", u"2 \u8eab\u4efd\u8bc1\u53f7*", None))
        self.label_owner__name.setText(QCoreApplication.translate("HardshipBasics", u"1 \u59d3\u540d*", None))
        self.label_owner__sex.setText(QCoreApplication.translate("HardshipBasics", u"1 \u6027\u522b*", None))
#if QT_CONFIG(accessibility)
        self.owner__id_no.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u8eab\u4efd\u8bc1\u53f7", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.owner__name.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u59d3\u540d", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.owner__sex.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u6027\u522b", None))
#endif // QT_CONFIG(accessibility)
        self.owner__sex.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"sex", None))
        self.known_open.setText(QCoreApplication.translate("HardshipBasics", u"\u6253\u5f00\u8be5\u6863\u6848", None))
        self.label_owner__ethnic.setText(QCoreApplication.translate("HardshipBasics", u"1 \u6c11\u65cf*", None))
        self.label_owner__birth_on.setText(QCoreApplication.translate("HardshipBasics", u"2 \u51fa\u751f\u65e5\u671f*", None))
        self.label_owner__political.setText(QCoreApplication.translate("HardshipBasics", u"2 \u653f\u6cbb\u9762\u8c8c*", None))
        self.label_owner__health.setText(QCoreApplication.translate("HardshipBasics", u"3 \u5065\u5eb7\u72b6\u51b5*", None))
#if QT_CONFIG(accessibility)
        self.owner__ethnic.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u6c11\u65cf", None))
#endif // QT_CONFIG(accessibility)
        self.owner__ethnic.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"ethnic", None))
#if QT_CONFIG(accessibility)
        self.owner__birth_on.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u51fa\u751f\u65e5\u671f", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.owner__political.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u653f\u6cbb\u9762\u8c8c", None))
#endif // QT_CONFIG(accessibility)
        self.owner__political.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"political", None))
#if QT_CONFIG(accessibility)
        self.owner__health.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5065\u5eb7\u72b6\u51b5", None))
#endif // QT_CONFIG(accessibility)
        self.owner__health.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"health", None))
        self.label_owner__disability_type.setText(QCoreApplication.translate("HardshipBasics", u"3 \u6b8b\u75be\u7c7b\u522b", None))
        self.label_owner__disability_level.setText(QCoreApplication.translate("HardshipBasics", u"3 \u6b8b\u75be\u7b49\u7ea7", None))
        self.label_owner__work_status.setText(QCoreApplication.translate("HardshipBasics", u"3 \u5de5\u4f5c\u72b6\u6001*", None))
        self.label_owner__model_worker.setText(QCoreApplication.translate("HardshipBasics", u"3 \u52b3\u6a21\u7c7b\u578b*", None))
#if QT_CONFIG(accessibility)
        self.owner__disability_type.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u6b8b\u75be\u7c7b\u522b", None))
#endif // QT_CONFIG(accessibility)
        self.owner__disability_type.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"disability_type", None))
#if QT_CONFIG(accessibility)
        self.owner__disability_level.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u6b8b\u75be\u7b49\u7ea7", None))
#endif // QT_CONFIG(accessibility)
        self.owner__disability_level.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"disability_level", None))
#if QT_CONFIG(accessibility)
        self.owner__work_status.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5de5\u4f5c\u72b6\u6001", None))
#endif // QT_CONFIG(accessibility)
        self.owner__work_status.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"work_status", None))
#if QT_CONFIG(accessibility)
        self.owner__model_worker.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u52b3\u6a21\u7c7b\u578b", None))
#endif // QT_CONFIG(accessibility)
        self.owner__model_worker.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"model_worker", None))
        self.label_house_type.setText(QCoreApplication.translate("HardshipBasics", u"4 \u4f4f\u623f\u7c7b\u578b*", None))
        self.label_house_area_hundredths.setText(QCoreApplication.translate("HardshipBasics", u"4 \u5efa\u7b51\u9762\u79ef", None))
        self.label_owner__mobile.setText(QCoreApplication.translate("HardshipBasics", u"4 \u624b\u673a\u53f7\u7801*", None))
        self.label_owner__other_phone.setText(QCoreApplication.translate("HardshipBasics", u"4 \u5176\u4ed6\u8054\u7cfb\u65b9\u5f0f", None))
#if QT_CONFIG(accessibility)
        self.house_type.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u4f4f\u623f\u7c7b\u578b", None))
#endif // QT_CONFIG(accessibility)
        self.house_type.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"house_type", None))
#if QT_CONFIG(accessibility)
        self.house_area_hundredths.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5efa\u7b51\u9762\u79ef", None))
#endif // QT_CONFIG(accessibility)
        self.house_area_hundredths.setProperty(u"unit", QCoreApplication.translate("HardshipBasics", u"\u33a1", None))
#if QT_CONFIG(accessibility)
        self.owner__mobile.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u624b\u673a\u53f7\u7801", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.owner__other_phone.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5176\u4ed6\u8054\u7cfb\u65b9\u5f0f", None))
#endif // QT_CONFIG(accessibility)
        self.label_owner__postcode.setText(QCoreApplication.translate("HardshipBasics", u"5 \u90ae\u653f\u7f16\u7801", None))
        self.label_owner__work_start_on.setText(QCoreApplication.translate("HardshipBasics", u"5 \u5de5\u4f5c\u65f6\u95f4*", None))
        self.label_industry.setText(QCoreApplication.translate("HardshipBasics", u"5 \u6240\u5c5e\u884c\u4e1a*", None))
        self.label_owner__marital.setText(QCoreApplication.translate("HardshipBasics", u"5 \u5a5a\u59fb\u72b6\u51b5*", None))
#if QT_CONFIG(accessibility)
        self.owner__postcode.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u90ae\u653f\u7f16\u7801", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.owner__work_start_on.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5de5\u4f5c\u65f6\u95f4", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.industry.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u6240\u5c5e\u884c\u4e1a", None))
#endif // QT_CONFIG(accessibility)
        self.industry.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"industry", None))
#if QT_CONFIG(accessibility)
        self.owner__marital.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5a5a\u59fb\u72b6\u51b5", None))
#endif // QT_CONFIG(accessibility)
        self.owner__marital.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"marital", None))
        self.label_owner__hukou_type.setText(QCoreApplication.translate("HardshipBasics", u"6 \u6237\u53e3\u7c7b\u578b*", None))
        self.label_owner__hukou_division.setText(QCoreApplication.translate("HardshipBasics", u"6 \u6237\u53e3\u6240\u5728\u5730\u884c\u653f\u533a\u5212*", None))
        self.label_owner__insured.setText(QCoreApplication.translate("HardshipBasics", u"6 \u533b\u4fdd\u72b6\u51b5*", None))
        self.label_single_parent.setText(QCoreApplication.translate("HardshipBasics", u"6 \u662f\u5426\u5355\u4eb2", None))
#if QT_CONFIG(accessibility)
        self.owner__hukou_type.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u6237\u53e3\u7c7b\u578b", None))
#endif // QT_CONFIG(accessibility)
        self.owner__hukou_type.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"hukou_type", None))
#if QT_CONFIG(accessibility)
        self.owner__hukou_division.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u6237\u53e3\u6240\u5728\u5730\u884c\u653f\u533a\u5212", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.owner__insured.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u533b\u4fdd\u72b6\u51b5", None))
#endif // QT_CONFIG(accessibility)
        self.owner__insured.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"insured", None))
#if QT_CONFIG(accessibility)
        self.single_parent.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u662f\u5426\u5355\u4eb2", None))
#endif // QT_CONFIG(accessibility)
        self.label_owner__address.setText(QCoreApplication.translate("HardshipBasics", u"7 \u5bb6\u5ead\u4f4f\u5740*", None))
#if QT_CONFIG(accessibility)
        self.owner__address.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5bb6\u5ead\u4f4f\u5740", None))
#endif // QT_CONFIG(accessibility)
        self.label_employer__name.setText(QCoreApplication.translate("HardshipBasics", u"8 \u5de5\u4f5c\u5355\u4f4d", None))
        self.label_employer__nature.setText(QCoreApplication.translate("HardshipBasics", u"8 \u5355\u4f4d\u6027\u8d28", None))
        self.label_employer__state.setText(QCoreApplication.translate("HardshipBasics", u"8 \u4f01\u4e1a\u72b6\u51b5", None))
#if QT_CONFIG(accessibility)
        self.employer__name.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5de5\u4f5c\u5355\u4f4d", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.employer__nature.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5355\u4f4d\u6027\u8d28", None))
#endif // QT_CONFIG(accessibility)
        self.employer__nature.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"employer_nature", None))
#if QT_CONFIG(accessibility)
        self.employer__state.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u4f01\u4e1a\u72b6\u51b5", None))
#endif // QT_CONFIG(accessibility)
        self.employer__state.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"employer_state", None))
        self.open_more_person.setText(QCoreApplication.translate("HardshipBasics", u"\u66f4\u591a\uff1a\u8bc1\u4ef6\u3001\u5b66\u5386\u3001\u4f1a\u5458\u3001\u5408\u540c", None))
        self.label_owner__id_type.setText(QCoreApplication.translate("HardshipBasics", u"\u8bc1\u4ef6\u7c7b\u578b", None))
        self.label_owner__education.setText(QCoreApplication.translate("HardshipBasics", u"\u5b66\u5386", None))
        self.label_owner__disability_cert.setText(QCoreApplication.translate("HardshipBasics", u"\u6b8b\u75be\u8bc1\u53f7", None))
#if QT_CONFIG(accessibility)
        self.owner__id_type.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u8bc1\u4ef6\u7c7b\u578b", None))
#endif // QT_CONFIG(accessibility)
        self.owner__id_type.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"id_type", None))
#if QT_CONFIG(accessibility)
        self.owner__education.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5b66\u5386", None))
#endif // QT_CONFIG(accessibility)
        self.owner__education.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"education", None))
#if QT_CONFIG(accessibility)
        self.owner__disability_cert.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u6b8b\u75be\u8bc1\u53f7", None))
#endif // QT_CONFIG(accessibility)
        self.label_owner__union_member.setText(QCoreApplication.translate("HardshipBasics", u"\u5de5\u4f1a\u4f1a\u5458", None))
        self.label_owner__member_no.setText(QCoreApplication.translate("HardshipBasics", u"\u4f1a\u5458\u53f7", None))
        self.label_owner__contract_signed_on.setText(QCoreApplication.translate("HardshipBasics", u"\u52b3\u52a8\u5408\u540c\u7b7e\u8ba2\u65f6\u95f4", None))
        self.label_owner__contract_term.setText(QCoreApplication.translate("HardshipBasics", u"\u52b3\u52a8\u5408\u540c\u671f\u9650", None))
#if QT_CONFIG(accessibility)
        self.owner__union_member.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5de5\u4f1a\u4f1a\u5458", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.owner__member_no.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u4f1a\u5458\u53f7", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.owner__contract_signed_on.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u52b3\u52a8\u5408\u540c\u7b7e\u8ba2\u65f6\u95f4", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.owner__contract_term.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u52b3\u52a8\u5408\u540c\u671f\u9650", None))
#endif // QT_CONFIG(accessibility)
        self.owner__contract_term.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"contract_term", None))
        self.label_owner__able_to_work.setText(QCoreApplication.translate("HardshipBasics", u"\u6709\u52b3\u52a8\u80fd\u529b", None))
        self.label_owner__jobless_proof.setText(QCoreApplication.translate("HardshipBasics", u"\u65e0\u4e1a\u8bc1\u660e", None))
        self.label_house_area_band.setText(QCoreApplication.translate("HardshipBasics", u"\u5efa\u7b51\u9762\u79ef\u6863", None))
#if QT_CONFIG(accessibility)
        self.owner__able_to_work.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u6709\u52b3\u52a8\u80fd\u529b", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.owner__jobless_proof.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u65e0\u4e1a\u8bc1\u660e", None))
#endif // QT_CONFIG(accessibility)
        self.owner__jobless_proof.setPlaceholderText(QCoreApplication.translate("HardshipBasics", u"\u5931\u4e1a\u767b\u8bb0\u53f7\u7b49", None))
#if QT_CONFIG(accessibility)
        self.house_area_band.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5efa\u7b51\u9762\u79ef\u6863", None))
#endif // QT_CONFIG(accessibility)
        self.house_area_band.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"house_area_band", None))
        self.open_more_employer.setText(QCoreApplication.translate("HardshipBasics", u"\u66f4\u591a\uff1a\u5355\u4f4d\u7684\u4ee3\u7801\u3001\u5730\u5740\u3001\u8054\u7cfb\u4eba", None))
        self.label_employer__credit_code.setText(QCoreApplication.translate("HardshipBasics", u"\u7edf\u4e00\u793e\u4f1a\u4fe1\u7528\u4ee3\u7801", None))
        self.label_employer__reg_no.setText(QCoreApplication.translate("HardshipBasics", u"\u539f\u6ce8\u518c\u53f7", None))
        self.label_employer__industry_code.setText(QCoreApplication.translate("HardshipBasics", u"\u884c\u4e1a\u4ee3\u7801", None))
#if QT_CONFIG(accessibility)
        self.employer__credit_code.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u7edf\u4e00\u793e\u4f1a\u4fe1\u7528\u4ee3\u7801", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.employer__reg_no.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u539f\u6ce8\u518c\u53f7", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.employer__industry_code.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u884c\u4e1a\u4ee3\u7801", None))
#endif // QT_CONFIG(accessibility)
        self.employer__industry_code.setPlaceholderText(QCoreApplication.translate("HardshipBasics", u"GB/T 4754", None))
        self.label_employer__address.setText(QCoreApplication.translate("HardshipBasics", u"\u5355\u4f4d\u5730\u5740", None))
        self.label_employer__industry.setText(QCoreApplication.translate("HardshipBasics", u"\u5355\u4f4d\u6240\u5c5e\u884c\u4e1a", None))
        self.label_employer__street.setText(QCoreApplication.translate("HardshipBasics", u"\u6240\u5728\u8857\u9053", None))
#if QT_CONFIG(accessibility)
        self.employer__address.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5355\u4f4d\u5730\u5740", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.employer__industry.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5355\u4f4d\u6240\u5c5e\u884c\u4e1a", None))
#endif // QT_CONFIG(accessibility)
        self.employer__industry.setProperty(u"terms", QCoreApplication.translate("HardshipBasics", u"industry", None))
#if QT_CONFIG(accessibility)
        self.employer__street.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u6240\u5728\u8857\u9053", None))
#endif // QT_CONFIG(accessibility)
        self.label_employer__legal_rep.setText(QCoreApplication.translate("HardshipBasics", u"\u6cd5\u5b9a\u4ee3\u8868\u4eba", None))
        self.label_employer__legal_rep_title.setText(QCoreApplication.translate("HardshipBasics", u"\u804c\u52a1", None))
        self.label_employer__contact.setText(QCoreApplication.translate("HardshipBasics", u"\u8054\u7cfb\u4eba", None))
        self.label_employer__phone.setText(QCoreApplication.translate("HardshipBasics", u"\u5355\u4f4d\u7535\u8bdd", None))
#if QT_CONFIG(accessibility)
        self.employer__legal_rep.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u6cd5\u5b9a\u4ee3\u8868\u4eba", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.employer__legal_rep_title.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u6cd5\u5b9a\u4ee3\u8868\u4eba\u804c\u52a1", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.employer__contact.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u8054\u7cfb\u4eba", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.employer__phone.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5355\u4f4d\u7535\u8bdd", None))
#endif // QT_CONFIG(accessibility)
        self.label_employer__headcount.setText(QCoreApplication.translate("HardshipBasics", u"\u804c\u5de5\u4eba\u6570", None))
        self.label_employer__union_name.setText(QCoreApplication.translate("HardshipBasics", u"\u5de5\u4f1a\u540d\u79f0", None))
        self.label_employer__union_chair.setText(QCoreApplication.translate("HardshipBasics", u"\u5de5\u4f1a\u4e3b\u5e2d", None))
        self.label_employer__mediation_committee.setText(QCoreApplication.translate("HardshipBasics", u"\u6709\u8c03\u89e3\u59d4\u5458\u4f1a", None))
#if QT_CONFIG(accessibility)
        self.employer__headcount.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u804c\u5de5\u4eba\u6570", None))
#endif // QT_CONFIG(accessibility)
        self.employer__headcount.setProperty(u"unit", QCoreApplication.translate("HardshipBasics", u"\u4eba", None))
#if QT_CONFIG(accessibility)
        self.employer__union_name.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5de5\u4f1a\u540d\u79f0", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.employer__union_chair.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u5de5\u4f1a\u4e3b\u5e2d", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.employer__mediation_committee.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u6709\u8c03\u89e3\u59d4\u5458\u4f1a", None))
#endif // QT_CONFIG(accessibility)
        self.label_employer__watched.setText(QCoreApplication.translate("HardshipBasics", u"\u91cd\u70b9\u8ddf\u8e2a\u4f01\u4e1a", None))
        self.label_employer__risk_note.setText(QCoreApplication.translate("HardshipBasics", u"\u98ce\u9669\u8bf4\u660e", None))
#if QT_CONFIG(accessibility)
        self.employer__watched.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u91cd\u70b9\u8ddf\u8e2a\u4f01\u4e1a", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.employer__risk_note.setAccessibleName(QCoreApplication.translate("HardshipBasics", u"\u98ce\u9669\u8bf4\u660e", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
