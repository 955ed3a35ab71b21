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

class Ui_Lock(object):
    def setupUi(self, Lock):
        if not Lock.objectName():
            Lock.setObjectName(u"Lock")
        self.whole = QVBoxLayout(Lock)
        self.whole.setSpacing(10)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(20, 20, 20, 20)
        self.why = QLabel(Lock)
        self.why.setObjectName(u"why")
        self.why.setWordWrap(True)

        self.whole.addWidget(self.why)

        self.fields = QFormLayout()
        self.fields.setObjectName(u"fields")
        self.user_label = QLabel(Lock)
        self.user_label.setObjectName(u"user_label")

        self.fields.setWidget(0, QFormLayout.ItemRole.LabelRole, self.user_label)

        self.user = QLineEdit(Lock)
        self.user.setObjectName(u"user")

        self.fields.setWidget(0, QFormLayout.ItemRole.FieldRole, self.user)

        self.password_label = QLabel(Lock)
        self.password_label.setObjectName(u"password_label")

        self.fields.setWidget(1, QFormLayout.ItemRole.LabelRole, self.password_label)

        self.password = QLineEdit(Lock)
        self.password.setObjectName(u"password")
        self.password.setEchoMode(QLineEdit.Password)

        self.fields.setWidget(1, QFormLayout.ItemRole.FieldRole, self.password)


        self.whole.addLayout(self.fields)

        self.hint = QLabel(Lock)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(True)
        self.hint.setProperty(u"muted", True)

        self.whole.addWidget(self.hint)

        self.problem = QLabel(Lock)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"problem", True)

        self.whole.addWidget(self.problem)

        self.ways = QHBoxLayout()
        self.ways.setObjectName(u"ways")
        self.other = QPushButton(Lock)
        self.other.setObjectName(u"other")
        self.other.setAutoDefault(False)

        self.ways.addWidget(self.other)

        self.space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.ways.addItem(self.space)

        self.unlock = QPushButton(Lock)
        self.unlock.setObjectName(u"unlock")
        self.unlock.setProperty(u"primary", True)

        self.ways.addWidget(self.unlock)


        self.whole.addLayout(self.ways)

#if QT_CONFIG(shortcut)
        self.user_label.setBuddy(self.user)
        self.password_label.setBuddy(self.password)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(Lock)

        self.unlock.setDefault(True)

    # setupUi

    def retranslateUi(self, Lock):
        Lock.setWindowTitle(QCoreApplication.translate("Lock", u"\u5df2\u9501\u5b9a", None))
        self.why.setText("")
        self.user_label.setText(QCoreApplication.translate("Lock", u"\u59d3\u540d(&N)", None))
        self.password_label.setText(QCoreApplication.translate("Lock", u"\u5bc6\u7801(&P)", None))
        self.hint.setText("")
        self.problem.setText("")
        self.other.setText(QCoreApplication.translate("Lock", u"\u66f4\u6362\u7528\u6237(&S)", None))
        self.unlock.setText(QCoreApplication.translate("Lock", u"\u7ee7\u7eed\u5de5\u4f5c", None))
    # retranslateUi
