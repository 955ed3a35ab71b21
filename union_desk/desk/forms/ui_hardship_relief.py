from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QGridLayout, QLabel, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

from union_desk.desk.widgets import (DayEdit, GridEdit, NoteEdit, TermBox,
    TermsBox, TextEdit, YesNo)

class Ui_HardshipRelief(object):
    def setupUi(self, HardshipRelief):
        if not HardshipRelief.objectName():
            HardshipRelief.setObjectName(u"HardshipRelief")
        self.lines = QVBoxLayout(HardshipRelief)
        self.lines.setSpacing(6)
        self.lines.setObjectName(u"lines")
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(2)
        self.label_relief_target = QLabel(HardshipRelief)
        self.label_relief_target.setObjectName(u"label_relief_target")
        self.label_relief_target.setProperty(u"muted", True)

        self.fields.addWidget(self.label_relief_target, 0, 0, 1, 1)

        self.label_relief_on = QLabel(HardshipRelief)
        self.label_relief_on.setObjectName(u"label_relief_on")
        self.label_relief_on.setProperty(u"muted", True)

        self.fields.addWidget(self.label_relief_on, 0, 1, 1, 1)

        self.label_key_group = QLabel(HardshipRelief)
        self.label_key_group.setObjectName(u"label_key_group")
        self.label_key_group.setProperty(u"muted", True)

        self.fields.addWidget(self.label_key_group, 0, 2, 1, 2)

        self.relief_target = YesNo(HardshipRelief)
        self.relief_target.setObjectName(u"relief_target")

        self.fields.addWidget(self.relief_target, 1, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.relief_on = DayEdit(HardshipRelief)
        self.relief_on.setObjectName(u"relief_on")

        self.fields.addWidget(self.relief_on, 1, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.key_group = TermBox(HardshipRelief)
        self.key_group.setObjectName(u"key_group")

        self.fields.addWidget(self.key_group, 1, 2, 1, 2, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_2 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_2, 2, 0, 1, 1)

        self.label_measures = QLabel(HardshipRelief)
        self.label_measures.setObjectName(u"label_measures")
        self.label_measures.setProperty(u"muted", True)

        self.fields.addWidget(self.label_measures, 3, 0, 1, 4)

        self.measures = TermsBox(HardshipRelief)
        self.measures.setObjectName(u"measures")

        self.fields.addWidget(self.measures, 4, 0, 1, 4, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_5 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_5, 5, 0, 1, 1)

        self.fields.setColumnStretch(0, 1)
        self.fields.setColumnStretch(1, 1)
        self.fields.setColumnStretch(2, 1)
        self.fields.setColumnStretch(3, 1)

        self.lines.addLayout(self.fields)

        self.plan_heading = QLabel(HardshipRelief)
        self.plan_heading.setObjectName(u"plan_heading")
        self.plan_heading.setProperty(u"heading", True)

        self.lines.addWidget(self.plan_heading)

        self.plan = GridEdit(HardshipRelief)
        self.plan.setObjectName(u"plan")

        self.lines.addWidget(self.plan)

        self.last = QGridLayout()
        self.last.setObjectName(u"last")
        self.last.setHorizontalSpacing(12)
        self.last.setVerticalSpacing(2)
        self.label_remark = QLabel(HardshipRelief)
        self.label_remark.setObjectName(u"label_remark")
        self.label_remark.setProperty(u"muted", True)

        self.last.addWidget(self.label_remark, 0, 0, 1, 4)

        self.remark = NoteEdit(HardshipRelief)
        self.remark.setObjectName(u"remark")

        self.last.addWidget(self.remark, 1, 0, 1, 4, Qt.AlignmentFlag.AlignTop)

        self.gap_last_2 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.last.addItem(self.gap_last_2, 2, 0, 1, 1)

        self.label_builder = QLabel(HardshipRelief)
        self.label_builder.setObjectName(u"label_builder")
        self.label_builder.setProperty(u"muted", True)

        self.last.addWidget(self.label_builder, 3, 0, 1, 1)

        self.label_checker = QLabel(HardshipRelief)
        self.label_checker.setObjectName(u"label_checker")
        self.label_checker.setProperty(u"muted", True)

        self.last.addWidget(self.label_checker, 3, 1, 1, 1)

        self.label_typist = QLabel(HardshipRelief)
        self.label_typist.setObjectName(u"label_typist")
        self.label_typist.setProperty(u"muted", True)

        self.last.addWidget(self.label_typist, 3, 2, 1, 1)

        self.builder = TextEdit(HardshipRelief)
        self.builder.setObjectName(u"builder")

        self.last.addWidget(self.builder, 4, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.checker = TextEdit(HardshipRelief)
        self.checker.setObjectName(u"checker")

        self.last.addWidget(self.checker, 4, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.typist = TextEdit(HardshipRelief)
        self.typist.setObjectName(u"typist")

        self.last.addWidget(self.typist, 4, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_last_5 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.last.addItem(self.gap_last_5, 5, 0, 1, 1)

        self.last.setColumnStretch(0, 1)
        self.last.setColumnStretch(1, 1)
        self.last.setColumnStretch(2, 1)
        self.last.setColumnStretch(3, 1)

        self.lines.addLayout(self.last)

#if QT_CONFIG(shortcut)
        self.label_relief_target.setBuddy(self.relief_target)
        self.label_relief_on.setBuddy(self.relief_on)
        self.label_key_group.setBuddy(self.key_group)
        self.label_measures.setBuddy(self.measures)
        self.label_remark.setBuddy(self.remark)
        self.label_builder.setBuddy(self.builder)
        self.label_checker.setBuddy(self.checker)
        self.label_typist.setBuddy(self.typist)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.relief_target, self.relief_on)
        QWidget.setTabOrder(self.relief_on, self.key_group)
        QWidget.setTabOrder(self.key_group, self.measures)
        QWidget.setTabOrder(self.measures, self.plan)
        QWidget.setTabOrder(self.plan, self.remark)
        QWidget.setTabOrder(self.remark, self.builder)
        QWidget.setTabOrder(self.builder, self.checker)
        QWidget.setTabOrder(self.checker, self.typist)

        self.retranslateUi(HardshipRelief)
    # setupUi

    def retranslateUi(self, HardshipRelief):
        self.label_relief_target.setText(QCoreApplication.translate("HardshipRelief", u"\u89e3\u56f0\u8131\u56f0\u5bf9\u8c61", None))
        self.label_relief_on.setText(QCoreApplication.translate("HardshipRelief", u"\u786e\u5b9a\u65f6\u95f4", None))
        self.label_key_group.setText(QCoreApplication.translate("HardshipRelief", u"\u4e94\u7c7b\u91cd\u70b9\u7fa4\u4f53", None))
#if QT_CONFIG(accessibility)
        self.relief_target.setAccessibleName(QCoreApplication.translate("HardshipRelief", u"\u89e3\u56f0\u8131\u56f0\u5bf9\u8c61", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.relief_on.setAccessibleName(QCoreApplication.translate("HardshipRelief", u"\u89e3\u56f0\u8131\u56f0\u5bf9\u8c61\u786e\u5b9a\u65f6\u95f4", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.key_group.setAccessibleName(QCoreApplication.translate("HardshipRelief", u"\u4e94\u7c7b\u91cd\u70b9\u7fa4\u4f53", None))
#endif // QT_CONFIG(accessibility)
        self.key_group.setProperty(u"terms", QCoreApplication.translate("HardshipRelief", u"key_group", None))
        self.label_measures.setText(QCoreApplication.translate("HardshipRelief", u"\u201c\u56db\u4e2a\u4e00\u6279\u201d", None))
#if QT_CONFIG(accessibility)
        self.measures.setAccessibleName(QCoreApplication.translate("HardshipRelief", u"\u201c\u56db\u4e2a\u4e00\u6279\u201d", None))
#endif // QT_CONFIG(accessibility)
        self.measures.setProperty(u"terms", QCoreApplication.translate("HardshipRelief", u"measure", None))
        self.plan_heading.setText(QCoreApplication.translate("HardshipRelief", u"\u4e00\u6237\u4e00\u7b56", None))
#if QT_CONFIG(accessibility)
        self.plan.setAccessibleName(QCoreApplication.translate("HardshipRelief", u"\u4e00\u6237\u4e00\u7b56", None))
#endif // QT_CONFIG(accessibility)
        self.label_remark.setText(QCoreApplication.translate("HardshipRelief", u"\u5907\u6ce8", None))
#if QT_CONFIG(accessibility)
        self.remark.setAccessibleName(QCoreApplication.translate("HardshipRelief", u"\u5907\u6ce8", None))
#endif // QT_CONFIG(accessibility)
        self.label_builder.setText(QCoreApplication.translate("HardshipRelief", u"\u5efa\u6863\u4eba", None))
        self.label_checker.setText(QCoreApplication.translate("HardshipRelief", u"\u5ba1\u6838\u4eba", None))
        self.label_typist.setText(QCoreApplication.translate("HardshipRelief", u"\u5f55\u5165\u4eba", None))
#if QT_CONFIG(accessibility)
        self.builder.setAccessibleName(QCoreApplication.translate("HardshipRelief", u"\u5efa\u6863\u4eba", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.checker.setAccessibleName(QCoreApplication.translate("HardshipRelief", u"\u5ba1\u6838\u4eba", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.typist.setAccessibleName(QCoreApplication.translate("HardshipRelief", u"\u5f55\u5165\u4eba", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
