from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QDialog, QFormLayout,
    QFrame, QHBoxLayout, QLabel, QLineEdit,
    QPushButton, QScrollArea, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_FirstStart(object):
    def setupUi(self, FirstStart):
        if not FirstStart.objectName():
            FirstStart.setObjectName(u"FirstStart")
        self.whole = QVBoxLayout(FirstStart)
        self.whole.setSpacing(10)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(16, 16, 16, 16)
        self.welcome = QLabel(FirstStart)
        self.welcome.setObjectName(u"welcome")
        self.welcome.setWordWrap(True)

        self.whole.addWidget(self.welcome)

        self.room = QScrollArea(FirstStart)
        self.room.setObjectName(u"room")
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setWidgetResizable(True)
        self.room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.questions = QWidget()
        self.questions.setObjectName(u"questions")
        self.fields = QFormLayout(self.questions)
        self.fields.setObjectName(u"fields")
        self.fields.setContentsMargins(0, 0, 8, 0)
        self.level_label = QLabel(self.questions)
        self.level_label.setObjectName(u"level_label")

        self.fields.setWidget(0, QFormLayout.ItemRole.LabelRole, self.level_label)

        self.level = QComboBox(self.questions)
        self.level.setObjectName(u"level")

        self.fields.setWidget(0, QFormLayout.ItemRole.FieldRole, self.level)

        self.office_label = QLabel(self.questions)
        self.office_label.setObjectName(u"office_label")

        self.fields.setWidget(1, QFormLayout.ItemRole.LabelRole, self.office_label)

        self.office = QLineEdit(self.questions)
        self.office.setObjectName(u"office")

        self.fields.setWidget(1, QFormLayout.ItemRole.FieldRole, self.office)

        self.short_name_label = QLabel(self.questions)
        self.short_name_label.setObjectName(u"short_name_label")

        self.fields.setWidget(2, QFormLayout.ItemRole.LabelRole, self.short_name_label)

        self.short_name = QLineEdit(self.questions)
        self.short_name.setObjectName(u"short_name")

        self.fields.setWidget(2, QFormLayout.ItemRole.FieldRole, self.short_name)

        self.code_label = QLabel(self.questions)
        self.code_label.setObjectName(u"code_label")

        self.fields.setWidget(3, QFormLayout.ItemRole.LabelRole, self.code_label)

        self.code = QLineEdit(self.questions)
        self.code.setObjectName(u"code")

        self.fields.setWidget(3, QFormLayout.ItemRole.FieldRole, self.code)

        self.about_code = QLabel(self.questions)
        self.about_code.setObjectName(u"about_code")
        self.about_code.setWordWrap(True)
        self.about_code.setProperty(u"muted", True)

        self.fields.setWidget(4, QFormLayout.ItemRole.FieldRole, self.about_code)

        self.user_label = QLabel(self.questions)
        self.user_label.setObjectName(u"user_label")

        self.fields.setWidget(5, QFormLayout.ItemRole.LabelRole, self.user_label)

        self.user = QLineEdit(self.questions)
        self.user.setObjectName(u"user")

        self.fields.setWidget(5, QFormLayout.ItemRole.FieldRole, self.user)

        self.password_label = QLabel(self.questions)
        self.password_label.setObjectName(u"password_label")

        self.fields.setWidget(6, QFormLayout.ItemRole.LabelRole, self.password_label)

        self.password = QLineEdit(self.questions)
        self.password.setObjectName(u"password")
        self.password.setEchoMode(QLineEdit.Password)

        self.fields.setWidget(6, QFormLayout.ItemRole.FieldRole, self.password)

        self.again_label = QLabel(self.questions)
        self.again_label.setObjectName(u"again_label")

        self.fields.setWidget(7, QFormLayout.ItemRole.LabelRole, self.again_label)

        self.again = QLineEdit(self.questions)
        self.again.setObjectName(u"again")
        self.again.setEchoMode(QLineEdit.Password)

        self.fields.setWidget(7, QFormLayout.ItemRole.FieldRole, self.again)

        self.hint = QLabel(self.questions)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(True)
        self.hint.setProperty(u"muted", True)

        self.fields.setWidget(8, QFormLayout.ItemRole.FieldRole, self.hint)

        self.key_label = QLabel(self.questions)
        self.key_label.setObjectName(u"key_label")

        self.fields.setWidget(9, QFormLayout.ItemRole.LabelRole, self.key_label)

        self.about_key = QLabel(self.questions)
        self.about_key.setObjectName(u"about_key")
        self.about_key.setWordWrap(True)

        self.fields.setWidget(9, QFormLayout.ItemRole.FieldRole, self.about_key)

        self.begin_label = QLabel(self.questions)
        self.begin_label.setObjectName(u"begin_label")

        self.fields.setWidget(10, QFormLayout.ItemRole.LabelRole, self.begin_label)

        self.about_begin = QLabel(self.questions)
        self.about_begin.setObjectName(u"about_begin")
        self.about_begin.setWordWrap(True)

        self.fields.setWidget(10, QFormLayout.ItemRole.FieldRole, self.about_begin)

        self.room.setWidget(self.questions)

        self.whole.addWidget(self.room)

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

        self.issued = QPushButton(FirstStart)
        self.issued.setObjectName(u"issued")
        self.issued.setAutoDefault(False)

        self.ways.addWidget(self.issued)

        self.space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.ways.addItem(self.space)

        self.begin = QPushButton(FirstStart)
        self.begin.setObjectName(u"begin")
        self.begin.setProperty(u"primary", True)

        self.ways.addWidget(self.begin)


        self.whole.addLayout(self.ways)

#if QT_CONFIG(shortcut)
        self.level_label.setBuddy(self.level)
        self.office_label.setBuddy(self.office)
        self.short_name_label.setBuddy(self.short_name)
        self.code_label.setBuddy(self.code)
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
#if QT_CONFIG(accessibility)
        self.room.setAccessibleName(QCoreApplication.translate("FirstStart", u"\u4e94\u4e2a\u95ee\u9898", None))
#endif // QT_CONFIG(accessibility)
        self.level_label.setText(QCoreApplication.translate("FirstStart", u"1 \u672c\u5355\u4f4d\u662f(&L)", None))
        self.office_label.setText(QCoreApplication.translate("FirstStart", u"2 \u5355\u4f4d\u540d\u79f0(&O)", None))
        self.office.setPlaceholderText(QCoreApplication.translate("FirstStart", u"\u5982\uff1a\u767d\u6768\u8857\u9053\u603b\u5de5\u4f1a", None))
        self.short_name_label.setText(QCoreApplication.translate("FirstStart", u"   \u7b80\u79f0(&S)", None))
        self.short_name.setPlaceholderText(QCoreApplication.translate("FirstStart", u"\u5982\uff1a\u767d\u6768\uff0c\u5370\u5728\u7f16\u53f7\u524d\u9762", None))
        self.code_label.setText(QCoreApplication.translate("FirstStart", u"   \u4ee3\u7801(&C)", None))
        self.about_code.setText("")
        self.user_label.setText(QCoreApplication.translate("FirstStart", u"3 \u7ba1\u7406\u5458\u59d3\u540d(&U)", None))
        self.user.setPlaceholderText(QCoreApplication.translate("FirstStart", u"\u60a8\u7684\u59d3\u540d", None))
        self.password_label.setText(QCoreApplication.translate("FirstStart", u"   \u5bc6\u7801(&P)", None))
        self.password.setPlaceholderText(QCoreApplication.translate("FirstStart", u"\u81f3\u5c11 8 \u4f4d\uff0c\u4e00\u53e5\u8bdd\u6700\u597d\u8bb0", None))
        self.again_label.setText(QCoreApplication.translate("FirstStart", u"   \u518d\u8f93\u4e00\u6b21(&A)", None))
        self.hint.setText("")
        self.key_label.setText(QCoreApplication.translate("FirstStart", u"4 \u6062\u590d\u5bc6\u94a5", None))
        self.about_key.setText(QCoreApplication.translate("FirstStart", u"\u5efa\u7acb\u540e\u663e\u793a\u4e00\u6b21\u3002\u8bf7\u63a5\u597d\u6253\u5370\u673a\uff0c\u6253\u5370\u4e00\u5f20\uff0c\u548c\u516c\u7ae0\u653e\u5728\u4e00\u8d77\u3002", None))
        self.begin_label.setText(QCoreApplication.translate("FirstStart", u"5 \u4ece\u54ea\u91cc\u5f00\u59cb", None))
        self.about_begin.setText(QCoreApplication.translate("FirstStart", u"\u201c\u5efa\u7acb\u201d\u4ece\u7a7a\u767d\u7684\u6570\u636e\u5f00\u59cb\uff1b\u533a\u91cc\u7ed9\u4e86\u6587\u4ef6\u548c\u5f00\u901a\u7801\u7684\u8857\u9053\u4e0d\u7528\u586b\u4e0a\u9762\u7684\uff0c\u70b9\u201c\u6253\u5f00\u533a\u603b\u5de5\u4f1a\u53d1\u653e\u7684\u6570\u636e\u201d\u3002\u201c\u5148\u770b\u6f14\u793a\u201d\u6253\u5f00\u865a\u6784\u7684\u6570\u636e\uff0c\u5173\u4e0a\u90a3\u4e2a\u7a97\u53e3\u5c31\u56de\u5230\u8fd9\u91cc\u3002", None))
        self.problem.setText("")
        self.demo.setText(QCoreApplication.translate("FirstStart", u"\u5148\u770b\u6f14\u793a(&D)", None))
        self.issued.setText(QCoreApplication.translate("FirstStart", u"\u6253\u5f00\u533a\u603b\u5de5\u4f1a\u53d1\u653e\u7684\u6570\u636e\u2026(&F)", None))
        self.begin.setText(QCoreApplication.translate("FirstStart", u"\u5efa\u7acb", None))
    # retranslateUi
