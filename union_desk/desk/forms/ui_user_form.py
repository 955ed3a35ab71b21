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

class Ui_UserForm(object):
    def setupUi(self, UserForm):
        if not UserForm.objectName():
            UserForm.setObjectName(u"UserForm")
        self.whole = QVBoxLayout(UserForm)
        self.whole.setSpacing(10)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(20, 20, 20, 20)
        self.why = QLabel(UserForm)
        self.why.setObjectName(u"why")
        self.why.setWordWrap(True)

        self.whole.addWidget(self.why)

        self.fields = QFormLayout()
        self.fields.setObjectName(u"fields")
        self.user_label = QLabel(UserForm)
        self.user_label.setObjectName(u"user_label")

        self.fields.setWidget(0, QFormLayout.ItemRole.LabelRole, self.user_label)

        self.user = QLineEdit(UserForm)
        self.user.setObjectName(u"user")

        self.fields.setWidget(0, QFormLayout.ItemRole.FieldRole, self.user)

        self.office_label = QLabel(UserForm)
        self.office_label.setObjectName(u"office_label")

        self.fields.setWidget(1, QFormLayout.ItemRole.LabelRole, self.office_label)

        self.office = QComboBox(UserForm)
        self.office.setObjectName(u"office")

        self.fields.setWidget(1, QFormLayout.ItemRole.FieldRole, self.office)


        self.whole.addLayout(self.fields)

        self.roles_title = QLabel(UserForm)
        self.roles_title.setObjectName(u"roles_title")
        self.roles_title.setWordWrap(True)
        self.roles_title.setProperty(u"heading", True)

        self.whole.addWidget(self.roles_title)

        self.roles = QVBoxLayout()
        self.roles.setSpacing(4)
        self.roles.setObjectName(u"roles")

        self.whole.addLayout(self.roles)

        self.secrets = QFormLayout()
        self.secrets.setObjectName(u"secrets")
        self.password_label = QLabel(UserForm)
        self.password_label.setObjectName(u"password_label")

        self.secrets.setWidget(0, QFormLayout.ItemRole.LabelRole, self.password_label)

        self.password = QLineEdit(UserForm)
        self.password.setObjectName(u"password")
        self.password.setEchoMode(QLineEdit.Password)

        self.secrets.setWidget(0, QFormLayout.ItemRole.FieldRole, self.password)

        self.again_label = QLabel(UserForm)
        self.again_label.setObjectName(u"again_label")

        self.secrets.setWidget(1, QFormLayout.ItemRole.LabelRole, self.again_label)

        self.again = QLineEdit(UserForm)
        self.again.setObjectName(u"again")
        self.again.setEchoMode(QLineEdit.Password)

        self.secrets.setWidget(1, QFormLayout.ItemRole.FieldRole, self.again)


        self.whole.addLayout(self.secrets)

        self.hint = QLabel(UserForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(True)
        self.hint.setProperty(u"muted", True)

        self.whole.addWidget(self.hint)

        self.problem = QLabel(UserForm)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"problem", True)

        self.whole.addWidget(self.problem)

        self.ways = QHBoxLayout()
        self.ways.setObjectName(u"ways")
        self.space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.ways.addItem(self.space)

        self.cancel = QPushButton(UserForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.ways.addWidget(self.cancel)

        self.keep = QPushButton(UserForm)
        self.keep.setObjectName(u"keep")
        self.keep.setProperty(u"primary", True)

        self.ways.addWidget(self.keep)


        self.whole.addLayout(self.ways)

#if QT_CONFIG(shortcut)
        self.user_label.setBuddy(self.user)
        self.office_label.setBuddy(self.office)
        self.password_label.setBuddy(self.password)
        self.again_label.setBuddy(self.again)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(UserForm)

        self.keep.setDefault(True)

    # setupUi

    def retranslateUi(self, UserForm):
        UserForm.setWindowTitle(QCoreApplication.translate("UserForm", u"\u65b0\u589e\u7528\u6237", None))
        self.why.setText("")
        self.user_label.setText(QCoreApplication.translate("UserForm", u"\u59d3\u540d(&N)", None))
        self.office_label.setText(QCoreApplication.translate("UserForm", u"\u5355\u4f4d(&U)", None))
        self.roles_title.setText(QCoreApplication.translate("UserForm", u"\u89d2\u8272\uff08\u53ef\u4ee5\u9009\u51e0\u4e2a\uff09", None))
        self.password_label.setText(QCoreApplication.translate("UserForm", u"\u7b2c\u4e00\u6b21\u7528\u7684\u5bc6\u7801(&P)", None))
        self.again_label.setText(QCoreApplication.translate("UserForm", u"\u518d\u8f93\u4e00\u6b21(&A)", None))
        self.hint.setText("")
        self.problem.setText("")
        self.cancel.setText(QCoreApplication.translate("UserForm", u"\u53d6\u6d88(&C)", None))
        self.keep.setText(QCoreApplication.translate("UserForm", u"\u786e\u5b9a", None))
    # retranslateUi
