from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QGridLayout, QLabel, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

from union_desk.desk.widgets import (CardEdit, GridEdit, TextEdit)

class Ui_HardshipPapers(object):
    def setupUi(self, HardshipPapers):
        if not HardshipPapers.objectName():
            HardshipPapers.setObjectName(u"HardshipPapers")
        self.lines = QVBoxLayout(HardshipPapers)
        self.lines.setSpacing(6)
        self.lines.setObjectName(u"lines")
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(2)
        self.label_owner__bank = QLabel(HardshipPapers)
        self.label_owner__bank.setObjectName(u"label_owner__bank")
        self.label_owner__bank.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__bank, 0, 0, 1, 1)

        self.label_owner__bank_branch = QLabel(HardshipPapers)
        self.label_owner__bank_branch.setObjectName(u"label_owner__bank_branch")
        self.label_owner__bank_branch.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__bank_branch, 0, 1, 1, 1)

        self.label_owner__card_no = QLabel(HardshipPapers)
        self.label_owner__card_no.setObjectName(u"label_owner__card_no")
        self.label_owner__card_no.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__card_no, 0, 2, 1, 2)

        self.owner__bank = TextEdit(HardshipPapers)
        self.owner__bank.setObjectName(u"owner__bank")

        self.fields.addWidget(self.owner__bank, 1, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__bank_branch = TextEdit(HardshipPapers)
        self.owner__bank_branch.setObjectName(u"owner__bank_branch")

        self.fields.addWidget(self.owner__bank_branch, 1, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__card_no = CardEdit(HardshipPapers)
        self.owner__card_no.setObjectName(u"owner__card_no")

        self.fields.addWidget(self.owner__card_no, 1, 2, 1, 2, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_2 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_2, 2, 0, 1, 1)

        self.label_owner__card_holder = QLabel(HardshipPapers)
        self.label_owner__card_holder.setObjectName(u"label_owner__card_holder")
        self.label_owner__card_holder.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__card_holder, 3, 0, 1, 1)

        self.label_owner__card_proxy_note = QLabel(HardshipPapers)
        self.label_owner__card_proxy_note.setObjectName(u"label_owner__card_proxy_note")
        self.label_owner__card_proxy_note.setProperty(u"muted", True)

        self.fields.addWidget(self.label_owner__card_proxy_note, 3, 1, 1, 3)

        self.owner__card_holder = TextEdit(HardshipPapers)
        self.owner__card_holder.setObjectName(u"owner__card_holder")

        self.fields.addWidget(self.owner__card_holder, 4, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.owner__card_proxy_note = TextEdit(HardshipPapers)
        self.owner__card_proxy_note.setObjectName(u"owner__card_proxy_note")

        self.fields.addWidget(self.owner__card_proxy_note, 4, 1, 1, 3, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_5 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_5, 5, 0, 1, 1)

        self.fields.setColumnStretch(0, 1)
        self.fields.setColumnStretch(1, 1)
        self.fields.setColumnStretch(2, 1)
        self.fields.setColumnStretch(3, 1)

        self.lines.addLayout(self.fields)

        self.attachments_heading = QLabel(HardshipPapers)
        self.attachments_heading.setObjectName(u"attachments_heading")
        self.attachments_heading.setProperty(u"heading", True)

        self.lines.addWidget(self.attachments_heading)

        self.attachments = GridEdit(HardshipPapers)
        self.attachments.setObjectName(u"attachments")

        self.lines.addWidget(self.attachments)

#if QT_CONFIG(shortcut)
        self.label_owner__bank.setBuddy(self.owner__bank)
        self.label_owner__bank_branch.setBuddy(self.owner__bank_branch)
        self.label_owner__card_no.setBuddy(self.owner__card_no)
        self.label_owner__card_holder.setBuddy(self.owner__card_holder)
        self.label_owner__card_proxy_note.setBuddy(self.owner__card_proxy_note)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.owner__bank, self.owner__bank_branch)
        QWidget.setTabOrder(self.owner__bank_branch, self.owner__card_no)
        QWidget.setTabOrder(self.owner__card_no, self.owner__card_holder)
        QWidget.setTabOrder(self.owner__card_holder, self.owner__card_proxy_note)
        QWidget.setTabOrder(self.owner__card_proxy_note, self.attachments)

        self.retranslateUi(HardshipPapers)
    # setupUi

    def retranslateUi(self, HardshipPapers):
        self.label_owner__bank.setText(QCoreApplication.translate("HardshipPapers", u"\u5f00\u6237\u94f6\u884c", None))
        self.label_owner__bank_branch.setText(QCoreApplication.translate("HardshipPapers", u"\u652f\u884c\u540d\u79f0", None))
        self.label_owner__card_no.setText(QCoreApplication.translate("HardshipPapers", u"\u94f6\u884c\u5361\u53f7", None))
#if QT_CONFIG(accessibility)
        self.owner__bank.setAccessibleName(QCoreApplication.translate("HardshipPapers", u"\u5f00\u6237\u94f6\u884c", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.owner__bank_branch.setAccessibleName(QCoreApplication.translate("HardshipPapers", u"\u652f\u884c\u540d\u79f0", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.owner__card_no.setAccessibleName(QCoreApplication.translate("HardshipPapers", u"\u94f6\u884c\u5361\u53f7", None))
#endif // QT_CONFIG(accessibility)
        self.label_owner__card_holder.setText(QCoreApplication.translate("HardshipPapers", u"\u6237\u540d", None))
        self.label_owner__card_proxy_note.setText(QCoreApplication.translate("HardshipPapers", u"\u6237\u540d\u4e0d\u662f\u672c\u4eba\u7684\u539f\u56e0", None))
#if QT_CONFIG(accessibility)
        self.owner__card_holder.setAccessibleName(QCoreApplication.translate("HardshipPapers", u"\u6237\u540d", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.owner__card_proxy_note.setAccessibleName(QCoreApplication.translate("HardshipPapers", u"\u6237\u540d\u4e0d\u662f\u672c\u4eba\u7684\u539f\u56e0", None))
#endif // QT_CONFIG(accessibility)
        self.attachments_heading.setText(QCoreApplication.translate("HardshipPapers", u"\u9644\u4ef6", None))
#if QT_CONFIG(accessibility)
        self.attachments.setAccessibleName(QCoreApplication.translate("HardshipPapers", u"\u9644\u4ef6", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
