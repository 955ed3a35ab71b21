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

class Ui_Unlock(object):
    def setupUi(self, Unlock):
        if not Unlock.objectName():
            Unlock.setObjectName(u"Unlock")
        self.whole = QVBoxLayout(Unlock)
        self.whole.setSpacing(10)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(20, 20, 20, 20)
        self.where = QLabel(Unlock)
        self.where.setObjectName(u"where")
        self.where.setWordWrap(True)

        self.whole.addWidget(self.where)

        self.fields = QFormLayout()
        self.fields.setObjectName(u"fields")
        self.user_label = QLabel(Unlock)
        self.user_label.setObjectName(u"user_label")

        self.fields.setWidget(0, QFormLayout.ItemRole.LabelRole, self.user_label)

        self.user = QLineEdit(Unlock)
        self.user.setObjectName(u"user")

        self.fields.setWidget(0, QFormLayout.ItemRole.FieldRole, self.user)

        self.password_label = QLabel(Unlock)
        self.password_label.setObjectName(u"password_label")

        self.fields.setWidget(1, QFormLayout.ItemRole.LabelRole, self.password_label)

        self.password = QLineEdit(Unlock)
        self.password.setObjectName(u"password")
        self.password.setEchoMode(QLineEdit.Password)

        self.fields.setWidget(1, QFormLayout.ItemRole.FieldRole, self.password)


        self.whole.addLayout(self.fields)

        self.hint = QLabel(Unlock)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(True)
        self.hint.setProperty(u"muted", True)

        self.whole.addWidget(self.hint)

        self.problem = QLabel(Unlock)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"problem", True)

        self.whole.addWidget(self.problem)

        self.ways = QHBoxLayout()
        self.ways.setObjectName(u"ways")
        self.recover = QPushButton(Unlock)
        self.recover.setObjectName(u"recover")
        self.recover.setAutoDefault(False)

        self.ways.addWidget(self.recover)

        self.space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.ways.addItem(self.space)

        self.unlock = QPushButton(Unlock)
        self.unlock.setObjectName(u"unlock")
        self.unlock.setProperty(u"primary", True)

        self.ways.addWidget(self.unlock)


        self.whole.addLayout(self.ways)

#if QT_CONFIG(shortcut)
        self.user_label.setBuddy(self.user)
        self.password_label.setBuddy(self.password)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(Unlock)

        self.unlock.setDefault(True)

    # setupUi

    def retranslateUi(self, Unlock):
        Unlock.setWindowTitle(QCoreApplication.translate("Unlock", u"\u6253\u5f00\u5de5\u4f5c\u53f0", None))
        self.where.setText("")
        self.user_label.setText(QCoreApplication.translate("Unlock", u"\u59d3\u540d(&N)", None))
        self.password_label.setText(QCoreApplication.translate("Unlock", u"\u5bc6\u7801(&P)", None))
        self.hint.setText("")
        self.problem.setText("")
        self.recover.setText(QCoreApplication.translate("Unlock", u"\u5fd8\u4e86\u5bc6\u7801\uff0c\u7528\u6062\u590d\u5bc6\u94a5(&R)", None))
        self.unlock.setText(QCoreApplication.translate("Unlock", u"\u6253\u5f00", None))
    # retranslateUi
