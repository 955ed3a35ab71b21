from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QDialog, QFormLayout,
    QHBoxLayout, QLabel, QLineEdit, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

class Ui_RecoveryKey(object):
    def setupUi(self, RecoveryKey):
        if not RecoveryKey.objectName():
            RecoveryKey.setObjectName(u"RecoveryKey")
        self.whole = QVBoxLayout(RecoveryKey)
        self.whole.setSpacing(10)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(20, 20, 20, 20)
        self.why = QLabel(RecoveryKey)
        self.why.setObjectName(u"why")
        self.why.setWordWrap(True)

        self.whole.addWidget(self.why)

        self.key = QLabel(RecoveryKey)
        self.key.setObjectName(u"key")
        self.key.setWordWrap(True)
        self.key.setProperty(u"title", True)
        self.key.setTextInteractionFlags(Qt.TextSelectableByKeyboard|Qt.TextSelectableByMouse)

        self.whole.addWidget(self.key)

        self.paper = QHBoxLayout()
        self.paper.setObjectName(u"paper")
        self.printer_label = QLabel(RecoveryKey)
        self.printer_label.setObjectName(u"printer_label")

        self.paper.addWidget(self.printer_label)

        self.printer = QComboBox(RecoveryKey)
        self.printer.setObjectName(u"printer")
        self.printer.setEnabled(False)
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(1)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.printer.sizePolicy().hasHeightForWidth())
        self.printer.setSizePolicy(sizePolicy)
        self.printer.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

        self.paper.addWidget(self.printer)

        self.print = QPushButton(RecoveryKey)
        self.print.setObjectName(u"print")
        self.print.setAutoDefault(False)

        self.paper.addWidget(self.print)

        self.save = QPushButton(RecoveryKey)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.paper.addWidget(self.save)


        self.whole.addLayout(self.paper)

        self.told = QLabel(RecoveryKey)
        self.told.setObjectName(u"told")
        self.told.setWordWrap(True)
        self.told.setProperty(u"muted", True)

        self.whole.addWidget(self.told)

        self.ask = QLabel(RecoveryKey)
        self.ask.setObjectName(u"ask")
        self.ask.setWordWrap(True)

        self.whole.addWidget(self.ask)

        self.fields = QFormLayout()
        self.fields.setObjectName(u"fields")
        self.group_label = QLabel(RecoveryKey)
        self.group_label.setObjectName(u"group_label")

        self.fields.setWidget(0, QFormLayout.ItemRole.LabelRole, self.group_label)

        self.group = QLineEdit(RecoveryKey)
        self.group.setObjectName(u"group")

        self.fields.setWidget(0, QFormLayout.ItemRole.FieldRole, self.group)


        self.whole.addLayout(self.fields)

        self.problem = QLabel(RecoveryKey)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"problem", True)

        self.whole.addWidget(self.problem)

        self.ways = QHBoxLayout()
        self.ways.setObjectName(u"ways")
        self.space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.ways.addItem(self.space)

        self.confirm = QPushButton(RecoveryKey)
        self.confirm.setObjectName(u"confirm")
        self.confirm.setProperty(u"primary", True)

        self.ways.addWidget(self.confirm)


        self.whole.addLayout(self.ways)

#if QT_CONFIG(shortcut)
        self.printer_label.setBuddy(self.printer)
        self.group_label.setBuddy(self.group)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(RecoveryKey)

        self.confirm.setDefault(True)

    # setupUi

    def retranslateUi(self, RecoveryKey):
        RecoveryKey.setWindowTitle(QCoreApplication.translate("RecoveryKey", u"\u6062\u590d\u5bc6\u94a5", None))
        self.why.setText(QCoreApplication.translate("RecoveryKey", u"\u5fd8\u4e86\u5bc6\u7801\u65f6\uff0c\u53ea\u6709\u8fd9\u628a\u5bc6\u94a5\u80fd\u6253\u5f00\u6570\u636e\u3002\u5b83\u53ea\u663e\u793a\u8fd9\u4e00\u6b21\uff1a\u8bf7\u73b0\u5728\u6253\u5370\u4e00\u5f20\uff0c\u548c\u516c\u7ae0\u653e\u5728\u4e00\u8d77\uff0c\u4e0d\u8981\u5b58\u5728\u8fd9\u53f0\u7535\u8111\u91cc\u3002", None))
        self.key.setText("")
        self.printer_label.setText(QCoreApplication.translate("RecoveryKey", u"\u6253\u5370\u673a(&J)", None))
        self.print.setText(QCoreApplication.translate("RecoveryKey", u"\u6253\u5370(&P)", None))
        self.save.setText(QCoreApplication.translate("RecoveryKey", u"\u5b58\u5230 U \u76d8(&S)", None))
        self.told.setText("")
        self.ask.setText(QCoreApplication.translate("RecoveryKey", u"\u8bf7\u8f93\u5165\u5176\u4e2d\u4e00\u7ec4\uff0c\u786e\u8ba4\u5df2\u7ecf\u7559\u597d\uff1a", None))
        self.group_label.setText(QCoreApplication.translate("RecoveryKey", u"\u8fd9\u4e00\u7ec4(&L)", None))
        self.problem.setText("")
        self.confirm.setText(QCoreApplication.translate("RecoveryKey", u"\u5df2\u7ecf\u7559\u597d", None))
    # retranslateUi
