from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QSizePolicy, QVBoxLayout, QWidget)

class Ui_HardshipFamily(object):
    def setupUi(self, HardshipFamily):
        if not HardshipFamily.objectName():
            HardshipFamily.setObjectName(u"HardshipFamily")
        self.lines = QVBoxLayout(HardshipFamily)
        self.lines.setSpacing(6)
        self.lines.setObjectName(u"lines")
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.members_place = QWidget(HardshipFamily)
        self.members_place.setObjectName(u"members_place")

        self.lines.addWidget(self.members_place)


        self.retranslateUi(HardshipFamily)
    # setupUi

    def retranslateUi(self, HardshipFamily):
        pass
    # retranslateUi
