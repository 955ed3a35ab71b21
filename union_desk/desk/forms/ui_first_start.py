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

class Ui_FirstStart(object):
    def setupUi(self, FirstStart):
        if not FirstStart.objectName():
            FirstStart.setObjectName(u"FirstStart")
        self.whole = QVBoxLayout(FirstStart)
        self.whole.setSpacing(10)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(20, 20, 20, 20)
        self.welcome = QLabel(FirstStart)
        self.welcome.setObjectName(u"welcome")
        self.welcome.setWordWrap(True)

        self.whole.addWidget(self.welcome)

        self.fields = QFormLayout()
        self.fields.setObjectName(u"fields")
        self.office_label = QLabel(FirstStart)
        self.office_label.setObjectName(u"office_label")

        self.fields.setWidget(0, QFormLayout.ItemRole.LabelRole, self.office_label)

        self.office = QLineEdit(FirstStart)
        self.office.setObjectName(u"office")

        self.fields.setWidget(0, QFormLayout.ItemRole.FieldRole, self.office)

        self.code_label = QLabel(FirstStart)
        self.code_label.setObjectName(u"code_label")

        self.fields.setWidget(1, QFormLayout.ItemRole.LabelRole, self.code_label)

        self.code = QLineEdit(FirstStart)
        self.code.setObjectName(u"code")

        self.fields.setWidget(1, QFormLayout.ItemRole.FieldRole, self.code)

        self.level_label = QLabel(FirstStart)
        self.level_label.setObjectName(u"level_label")

        self.fields.setWidget(2, QFormLayout.ItemRole.LabelRole, self.level_label)

        self.level = QComboBox(FirstStart)
        self.level.setObjectName(u"level")

        self.fields.setWidget(2, QFormLayout.ItemRole.FieldRole, self.level)

        self.user_label = QLabel(FirstStart)
        self.user_label.setObjectName(u"user_label")

        self.fields.setWidget(3, QFormLayout.ItemRole.LabelRole, self.user_label)

        self.user = QLineEdit(FirstStart)
        self.user.setObjectName(u"user")

        self.fields.setWidget(3, QFormLayout.ItemRole.FieldRole, self.user)

        self.password_label = QLabel(FirstStart)
        self.password_label.setObjectName(u"password_label")

        self.fields.setWidget(4, QFormLayout.ItemRole.LabelRole, self.password_label)

        self.password = QLineEdit(FirstStart)
        self.password.setObjectName(u"password")
        self.password.setEchoMode(QLineEdit.Password)

        self.fields.setWidget(4, QFormLayout.ItemRole.FieldRole, self.password)

        self.again_label = QLabel(FirstStart)
        self.again_label.setObjectName(u"again_label")

        self.fields.setWidget(5, QFormLayout.ItemRole.LabelRole, self.again_label)

        self.again = QLineEdit(FirstStart)
        self.again.setObjectName(u"again")
        self.again.setEchoMode(QLineEdit.Password)

        self.fields.setWidget(5, QFormLayout.ItemRole.FieldRole, self.again)


        self.whole.addLayout(self.fields)

        self.hint = QLabel(FirstStart)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(True)
        self.hint.setProperty(u"muted", True)

        self.whole.addWidget(self.hint)

        self.problem = QLabel(FirstStart)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"problem", True)

        self.whole.addWidget(self.problem)

        self.ways = QHBoxLayout()
        self.ways.setObjectName(u"ways")
        self.demo = QPushButton(FirstStart)
        self.demo.setObjectName(u"demo")
        self.demo.setAutoDefault(False)

        self.ways.addWidget(self.demo)

        self.space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.ways.addItem(self.space)

        self.begin = QPushButton(FirstStart)
        self.begin.setObjectName(u"begin")
        self.begin.setProperty(u"primary", True)

        self.ways.addWidget(self.begin)


        self.whole.addLayout(self.ways)

#if QT_CONFIG(shortcut)
        self.office_label.setBuddy(self.office)
        self.code_label.setBuddy(self.code)
        self.level_label.setBuddy(self.level)
        self.user_label.setBuddy(self.user)
        self.password_label.setBuddy(self.password)
        self.again_label.setBuddy(self.again)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(FirstStart)

        self.begin.setDefault(True)

    # setupUi

    def retranslateUi(self, FirstStart):
        FirstStart.setWindowTitle(QCoreApplication.translate("FirstStart", u"\u7b2c\u4e00\u6b21\u4f7f\u7528", None))
        self.welcome.setText(QCoreApplication.translate("FirstStart", u"\u5148\u56de\u7b54\u4e94\u4e2a\u95ee\u9898\uff0c\u5c31\u53ef\u4ee5\u5f00\u59cb\u3002", None))
        self.office_label.setText(QCoreApplication.translate("FirstStart", u"1 \u672c\u5355\u4f4d\u540d\u79f0(&O)", None))
        self.office.setPlaceholderText(QCoreApplication.translate("FirstStart", u"\u5982\uff1a\u767d\u6768\u8857\u9053\u603b\u5de5\u4f1a", None))
        self.code_label.setText(QCoreApplication.translate("FirstStart", u"2 \u5355\u4f4d\u4ee3\u7801(&C)", None))
        self.code.setPlaceholderText(QCoreApplication.translate("FirstStart", u"\u4e24\u5230\u56db\u4e2a\u5b57\u6bcd\uff0c\u5982 BY\uff0c\u4f1a\u5370\u5728\u6863\u6848\u53f7\u91cc", None))
        self.level_label.setText(QCoreApplication.translate("FirstStart", u"3 \u5355\u4f4d\u5c42\u7ea7(&L)", None))
        self.user_label.setText(QCoreApplication.translate("FirstStart", u"4 \u7ba1\u7406\u5458\u59d3\u540d(&U)", None))
        self.user.setPlaceholderText(QCoreApplication.translate("FirstStart", u"\u60a8\u7684\u59d3\u540d", None))
        self.password_label.setText(QCoreApplication.translate("FirstStart", u"5 \u5bc6\u7801(&P)", None))
        self.password.setPlaceholderText(QCoreApplication.translate("FirstStart", u"\u81f3\u5c11 8 \u4f4d\uff0c\u4e00\u53e5\u8bdd\u6700\u597d\u8bb0", None))
        self.again_label.setText(QCoreApplication.translate("FirstStart", u"\u518d\u8f93\u4e00\u6b21(&A)", None))
        self.hint.setText("")
        self.problem.setText("")
        self.demo.setText(QCoreApplication.translate("FirstStart", u"\u5148\u770b\u6f14\u793a(&D)", None))
        self.begin.setText(QCoreApplication.translate("FirstStart", u"\u5efa\u7acb", None))
    # retranslateUi
