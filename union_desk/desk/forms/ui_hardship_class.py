from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QGridLayout, QLabel, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

from union_desk.desk.widgets import (Fold, MoneyEdit, NoteEdit, TermBox,
    TermsBox, TextEdit, YesNo)

class Ui_HardshipClass(object):
    def setupUi(self, HardshipClass):
        if not HardshipClass.objectName():
            HardshipClass.setObjectName(u"HardshipClass")
        self.lines = QVBoxLayout(HardshipClass)
        self.lines.setSpacing(6)
        self.lines.setObjectName(u"lines")
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(2)
        self.label_main_cause = QLabel(HardshipClass)
        self.label_main_cause.setObjectName(u"label_main_cause")
        self.label_main_cause.setProperty(u"muted", True)

        self.fields.addWidget(self.label_main_cause, 0, 0, 1, 2)

        self.main_cause = TermBox(HardshipClass)
        self.main_cause.setObjectName(u"main_cause")

        self.fields.addWidget(self.main_cause, 1, 0, 1, 2, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_2 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_2, 2, 0, 1, 1)

        self.label_minor_causes = QLabel(HardshipClass)
        self.label_minor_causes.setObjectName(u"label_minor_causes")
        self.label_minor_causes.setProperty(u"muted", True)

        self.fields.addWidget(self.label_minor_causes, 3, 0, 1, 4)

        self.minor_causes = TermsBox(HardshipClass)
        self.minor_causes.setObjectName(u"minor_causes")

        self.fields.addWidget(self.minor_causes, 4, 0, 1, 4, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_5 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_5, 5, 0, 1, 1)

        self.label_cause_text = QLabel(HardshipClass)
        self.label_cause_text.setObjectName(u"label_cause_text")
        self.label_cause_text.setProperty(u"muted", True)

        self.fields.addWidget(self.label_cause_text, 6, 0, 1, 4)

        self.cause_text = NoteEdit(HardshipClass)
        self.cause_text.setObjectName(u"cause_text")

        self.fields.addWidget(self.cause_text, 7, 0, 1, 4, Qt.AlignmentFlag.AlignTop)

        self.label_wishes = QLabel(HardshipClass)
        self.label_wishes.setObjectName(u"label_wishes")
        self.label_wishes.setProperty(u"muted", True)

        self.fields.addWidget(self.label_wishes, 15, 0, 1, 4)

        self.wishes = TermsBox(HardshipClass)
        self.wishes.setObjectName(u"wishes")

        self.fields.addWidget(self.wishes, 16, 0, 1, 4, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_17 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_17, 17, 0, 1, 1)

        self.gap_fields_8 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_8, 8, 0, 1, 1)

        self.label_event = QLabel(HardshipClass)
        self.label_event.setObjectName(u"label_event")
        self.label_event.setProperty(u"muted", True)

        self.fields.addWidget(self.label_event, 9, 0, 1, 2)

        self.label_yearly_loss_fen = QLabel(HardshipClass)
        self.label_yearly_loss_fen.setObjectName(u"label_yearly_loss_fen")
        self.label_yearly_loss_fen.setProperty(u"muted", True)

        self.fields.addWidget(self.label_yearly_loss_fen, 9, 2, 1, 1)

        self.event = YesNo(HardshipClass)
        self.event.setObjectName(u"event")

        self.fields.addWidget(self.event, 10, 0, 1, 2, Qt.AlignmentFlag.AlignTop)

        self.yearly_loss_fen = MoneyEdit(HardshipClass)
        self.yearly_loss_fen.setObjectName(u"yearly_loss_fen")

        self.fields.addWidget(self.yearly_loss_fen, 10, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_11 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_11, 11, 0, 1, 1)

        self.label_event_text = QLabel(HardshipClass)
        self.label_event_text.setObjectName(u"label_event_text")
        self.label_event_text.setProperty(u"muted", True)

        self.fields.addWidget(self.label_event_text, 12, 0, 1, 4)

        self.event_text = TextEdit(HardshipClass)
        self.event_text.setObjectName(u"event_text")

        self.fields.addWidget(self.event_text, 13, 0, 1, 4, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_14 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_14, 14, 0, 1, 1)

        self.fields.setColumnStretch(0, 1)
        self.fields.setColumnStretch(1, 1)
        self.fields.setColumnStretch(2, 1)
        self.fields.setColumnStretch(3, 1)

        self.lines.addLayout(self.fields)

        self.open_exclusions = Fold(HardshipClass)
        self.open_exclusions.setObjectName(u"open_exclusions")

        self.lines.addWidget(self.open_exclusions)

        self.exclusions_place = QWidget(HardshipClass)
        self.exclusions_place.setObjectName(u"exclusions_place")

        self.lines.addWidget(self.exclusions_place)

        self.means_heading = QLabel(HardshipClass)
        self.means_heading.setObjectName(u"means_heading")
        self.means_heading.setProperty(u"heading", True)

        self.lines.addWidget(self.means_heading)

        self.means_place = QWidget(HardshipClass)
        self.means_place.setObjectName(u"means_place")

        self.lines.addWidget(self.means_place)

#if QT_CONFIG(shortcut)
        self.label_main_cause.setBuddy(self.main_cause)
        self.label_minor_causes.setBuddy(self.minor_causes)
        self.label_cause_text.setBuddy(self.cause_text)
        self.label_wishes.setBuddy(self.wishes)
        self.label_event.setBuddy(self.event)
        self.label_yearly_loss_fen.setBuddy(self.yearly_loss_fen)
        self.label_event_text.setBuddy(self.event_text)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.main_cause, self.minor_causes)
        QWidget.setTabOrder(self.minor_causes, self.cause_text)
        QWidget.setTabOrder(self.cause_text, self.event)
        QWidget.setTabOrder(self.event, self.yearly_loss_fen)
        QWidget.setTabOrder(self.yearly_loss_fen, self.event_text)
        QWidget.setTabOrder(self.event_text, self.wishes)
        QWidget.setTabOrder(self.wishes, self.open_exclusions)

        self.retranslateUi(HardshipClass)
    # setupUi

    def retranslateUi(self, HardshipClass):
        self.label_main_cause.setText(QCoreApplication.translate("HardshipClass", u"\u4e3b\u8981\u81f4\u56f0\u539f\u56e0\uff08\u9650\u4e00\u9879\uff09*", None))
#if QT_CONFIG(accessibility)
        self.main_cause.setAccessibleName(QCoreApplication.translate("HardshipClass", u"\u4e3b\u8981\u81f4\u56f0\u539f\u56e0\uff08\u9650\u4e00\u9879\uff09", None))
#endif // QT_CONFIG(accessibility)
        self.main_cause.setProperty(u"terms", QCoreApplication.translate("HardshipClass", u"cause", None))
        self.label_minor_causes.setText(QCoreApplication.translate("HardshipClass", u"\u6b21\u8981\u81f4\u56f0\u539f\u56e0\uff08\u4e0d\u8d85\u8fc7\u4e09\u9879\uff09", None))
#if QT_CONFIG(accessibility)
        self.minor_causes.setAccessibleName(QCoreApplication.translate("HardshipClass", u"\u6b21\u8981\u81f4\u56f0\u539f\u56e0\uff08\u4e0d\u8d85\u8fc7\u4e09\u9879\uff09", None))
#endif // QT_CONFIG(accessibility)
        self.minor_causes.setProperty(u"terms", QCoreApplication.translate("HardshipClass", u"cause", None))
        self.label_cause_text.setText(QCoreApplication.translate("HardshipClass", u"\u60c5\u51b5\u8bf4\u660e", None))
#if QT_CONFIG(accessibility)
        self.cause_text.setAccessibleName(QCoreApplication.translate("HardshipClass", u"\u60c5\u51b5\u8bf4\u660e", None))
#endif // QT_CONFIG(accessibility)
        self.label_wishes.setText(QCoreApplication.translate("HardshipClass", u"\u7533\u8bf7\u5e2e\u6276\uff08\u53ef\u591a\u9009\uff09", None))
#if QT_CONFIG(accessibility)
        self.wishes.setAccessibleName(QCoreApplication.translate("HardshipClass", u"\u7533\u8bf7\u5e2e\u6276\uff08\u53ef\u591a\u9009\uff09", None))
#endif // QT_CONFIG(accessibility)
        self.wishes.setProperty(u"terms", QCoreApplication.translate("HardshipClass", u"wish", None))
        self.label_event.setText(QCoreApplication.translate("HardshipClass", u"\u7a81\u53d1\u4e8b\u4ef6\u3001\u610f\u5916\u4f24\u5bb3\u6216\u91cd\u5927\u75be\u75c5", None))
        self.label_yearly_loss_fen.setText(QCoreApplication.translate("HardshipClass", u"\u4e00\u5e74\u5185\u7684\u635f\u5931", None))
#if QT_CONFIG(accessibility)
        self.event.setAccessibleName(QCoreApplication.translate("HardshipClass", u"\u7a81\u53d1\u4e8b\u4ef6\u3001\u610f\u5916\u4f24\u5bb3\u6216\u91cd\u5927\u75be\u75c5", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.yearly_loss_fen.setAccessibleName(QCoreApplication.translate("HardshipClass", u"\u4e00\u5e74\u5185\u7684\u635f\u5931", None))
#endif // QT_CONFIG(accessibility)
        self.label_event_text.setText(QCoreApplication.translate("HardshipClass", u"\u4e8b\u4ef6\u7ecf\u8fc7", None))
#if QT_CONFIG(accessibility)
        self.event_text.setAccessibleName(QCoreApplication.translate("HardshipClass", u"\u4e8b\u4ef6\u7ecf\u8fc7", None))
#endif // QT_CONFIG(accessibility)
        self.open_exclusions.setText(QCoreApplication.translate("HardshipClass", u"\u8d1f\u9762\u6e05\u5355", None))
        self.means_heading.setText(QCoreApplication.translate("HardshipClass", u"\u7c7b\u522b\u6d4b\u7b97", None))
        pass
    # retranslateUi
