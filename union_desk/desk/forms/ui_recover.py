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

class Ui_Recover(object):
    def setupUi(self, Recover):
        if not Recover.objectName():
            Recover.setObjectName(u"Recover")
        self.whole = QVBoxLayout(Recover)
        self.whole.setSpacing(10)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(20, 20, 20, 20)
        self.why = QLabel(Recover)
        self.why.setObjectName(u"why")
        self.why.setWordWrap(True)

        self.whole.addWidget(self.why)

        self.fields = QFormLayout()
        self.fields.setObjectName(u"fields")
        self.key_label = QLabel(Recover)
        self.key_label.setObjectName(u"key_label")

        self.fields.setWidget(0, QFormLayout.ItemRole.LabelRole, self.key_label)

        self.key = QLineEdit(Recover)
        self.key.setObjectName(u"key")

        self.fields.setWidget(0, QFormLayout.ItemRole.FieldRole, self.key)

        self.user_label = QLabel(Recover)
        self.user_label.setObjectName(u"user_label")

        self.fields.setWidget(1, QFormLayout.ItemRole.LabelRole, self.user_label)

        self.user = QLineEdit(Recover)
        self.user.setObjectName(u"user")

        self.fields.setWidget(1, QFormLayout.ItemRole.FieldRole, self.user)

        self.password_label = QLabel(Recover)
        self.password_label.setObjectName(u"password_label")

        self.fields.setWidget(2, QFormLayout.ItemRole.LabelRole, self.password_label)

        self.password = QLineEdit(Recover)
        self.password.setObjectName(u"password")
        self.password.setEchoMode(QLineEdit.Password)

        self.fields.setWidget(2, QFormLayout.ItemRole.FieldRole, self.password)

        self.again_label = QLabel(Recover)
        self.again_label.setObjectName(u"again_label")

        self.fields.setWidget(3, QFormLayout.ItemRole.LabelRole, self.again_label)

        self.again = QLineEdit(Recover)
        self.again.setObjectName(u"again")
        self.again.setEchoMode(QLineEdit.Password)

        self.fields.setWidget(3, QFormLayout.ItemRole.FieldRole, self.again)


        self.whole.addLayout(self.fields)

        self.problem = QLabel(Recover)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"problem", True)

        self.whole.addWidget(self.problem)

        self.ways = QHBoxLayout()
        self.ways.setObjectName(u"ways")
        self.space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.ways.addItem(self.space)

        self.open = QPushButton(Recover)
        self.open.setObjectName(u"open")
        self.open.setProperty(u"primary", True)

        self.ways.addWidget(self.open)


        self.whole.addLayout(self.ways)

#if QT_CONFIG(shortcut)
        self.key_label.setBuddy(self.key)
        self.user_label.setBuddy(self.user)
        self.password_label.setBuddy(self.password)
        self.again_label.setBuddy(self.again)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(Recover)

        self.open.setDefault(True)

    # setupUi

    def retranslateUi(self, Recover):
        Recover.setWindowTitle(QCoreApplication.translate("Recover", u"\u7528\u6062\u590d\u5bc6\u94a5\u6253\u5f00", None))
        self.why.setText(QCoreApplication.translate("Recover", u"\u8bf7\u7167\u6062\u590d\u5bc6\u94a5\u5355\u8f93\u5165\u5bc6\u94a5\uff0c\u518d\u8bbe\u4e00\u4e2a\u65b0\u5bc6\u7801\u3002", None))
        self.key_label.setText(QCoreApplication.translate("Recover", u"\u6062\u590d\u5bc6\u94a5(&K)", None))
        self.user_label.setText(QCoreApplication.translate("Recover", u"\u59d3\u540d(&N)", None))
        self.password_label.setText(QCoreApplication.translate("Recover", u"\u65b0\u5bc6\u7801(&P)", None))
        self.again_label.setText(QCoreApplication.translate("Recover", u"\u518d\u8f93\u4e00\u6b21(&A)", None))
        self.problem.setText("")
        self.open.setText(QCoreApplication.translate("Recover", u"\u8bbe\u65b0\u5bc6\u7801\u5e76\u6253\u5f00", None))
    # retranslateUi
