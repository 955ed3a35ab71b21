from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDialog, QFormLayout, QHBoxLayout,
    QLabel, QLineEdit, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

class Ui_Password(object):
    def setupUi(self, Password):
        if not Password.objectName():
            Password.setObjectName(u"Password")
        self.whole = QVBoxLayout(Password)
        self.whole.setSpacing(10)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(20, 20, 20, 20)
        self.why = QLabel(Password)
        self.why.setObjectName(u"why")
        self.why.setWordWrap(True)

        self.whole.addWidget(self.why)

        self.fields = QFormLayout()
        self.fields.setObjectName(u"fields")
        self.old_label = QLabel(Password)
        self.old_label.setObjectName(u"old_label")

        self.fields.setWidget(0, QFormLayout.ItemRole.LabelRole, self.old_label)

        self.old = QLineEdit(Password)
        self.old.setObjectName(u"old")
        self.old.setEchoMode(QLineEdit.Password)

        self.fields.setWidget(0, QFormLayout.ItemRole.FieldRole, self.old)

        self.password_label = QLabel(Password)
        self.password_label.setObjectName(u"password_label")

        self.fields.setWidget(1, QFormLayout.ItemRole.LabelRole, self.password_label)

        self.password = QLineEdit(Password)
        self.password.setObjectName(u"password")
        self.password.setEchoMode(QLineEdit.Password)

        self.fields.setWidget(1, QFormLayout.ItemRole.FieldRole, self.password)

        self.again_label = QLabel(Password)
        self.again_label.setObjectName(u"again_label")

        self.fields.setWidget(2, QFormLayout.ItemRole.LabelRole, self.again_label)

        self.again = QLineEdit(Password)
        self.again.setObjectName(u"again")
        self.again.setEchoMode(QLineEdit.Password)

        self.fields.setWidget(2, QFormLayout.ItemRole.FieldRole, self.again)


        self.whole.addLayout(self.fields)

        self.hint = QLabel(Password)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(True)
        self.hint.setProperty(u"muted", True)

        self.whole.addWidget(self.hint)

        self.problem = QLabel(Password)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"problem", True)

        self.whole.addWidget(self.problem)

        self.ways = QHBoxLayout()
        self.ways.setObjectName(u"ways")
        self.space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.ways.addItem(self.space)

        self.cancel = QPushButton(Password)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.ways.addWidget(self.cancel)

        self.keep = QPushButton(Password)
        self.keep.setObjectName(u"keep")
        self.keep.setProperty(u"primary", True)

        self.ways.addWidget(self.keep)


        self.whole.addLayout(self.ways)

#if QT_CONFIG(shortcut)
        self.old_label.setBuddy(self.old)
        self.password_label.setBuddy(self.password)
        self.again_label.setBuddy(self.again)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(Password)

        self.keep.setDefault(True)

    # setupUi

    def retranslateUi(self, Password):
        Password.setWindowTitle(QCoreApplication.translate("Password", u"\u4fee\u6539\u5bc6\u7801", None))
        self.why.setText("")
        self.old_label.setText(QCoreApplication.translate("Password", u"\u539f\u6765\u7684\u5bc6\u7801(&O)", None))
        self.password_label.setText(QCoreApplication.translate("Password", u"\u65b0\u5bc6\u7801(&P)", None))
        self.again_label.setText(QCoreApplication.translate("Password", u"\u518d\u8f93\u4e00\u6b21(&A)", None))
        self.hint.setText("")
        self.problem.setText("")
        self.cancel.setText(QCoreApplication.translate("Password", u"\u53d6\u6d88(&C)", None))
        self.keep.setText(QCoreApplication.translate("Password", u"\u6362\u6210\u65b0\u5bc6\u7801", None))
    # retranslateUi
