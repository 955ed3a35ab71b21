from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QGridLayout, QLabel, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from union_desk.desk.widgets import (DayEdit, Fold, GridEdit, MoneyEdit,
    TermsBox, TextEdit, YesNo)

class Ui_HardshipMoney(object):
    def setupUi(self, HardshipMoney):
        if not HardshipMoney.objectName():
            HardshipMoney.setObjectName(u"HardshipMoney")
        self.lines = QVBoxLayout(HardshipMoney)
        self.lines.setSpacing(6)
        self.lines.setObjectName(u"lines")
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(2)
        self.label_own_month_wage_fen = QLabel(HardshipMoney)
        self.label_own_month_wage_fen.setObjectName(u"label_own_month_wage_fen")
        self.label_own_month_wage_fen.setProperty(u"muted", True)

        self.fields.addWidget(self.label_own_month_wage_fen, 0, 0, 1, 1)

        self.label_figure_other = QLabel(HardshipMoney)
        self.label_figure_other.setObjectName(u"label_figure_other")
        self.label_figure_other.setProperty(u"muted", True)

        self.fields.addWidget(self.label_figure_other, 0, 1, 1, 1)

        self.label_figure_year = QLabel(HardshipMoney)
        self.label_figure_year.setObjectName(u"label_figure_year")
        self.label_figure_year.setProperty(u"muted", True)

        self.fields.addWidget(self.label_figure_year, 0, 2, 1, 1)

        self.own_month_wage_fen = MoneyEdit(HardshipMoney)
        self.own_month_wage_fen.setObjectName(u"own_month_wage_fen")

        self.fields.addWidget(self.own_month_wage_fen, 1, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.figure_other = QPushButton(HardshipMoney)
        self.figure_other.setObjectName(u"figure_other")
        self.figure_other.setProperty(u"figure", True)
        self.figure_other.setAutoDefault(False)
        self.figure_other.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        self.fields.addWidget(self.figure_other, 1, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.figure_year = QPushButton(HardshipMoney)
        self.figure_year.setObjectName(u"figure_year")
        self.figure_year.setProperty(u"figure", True)
        self.figure_year.setAutoDefault(False)
        self.figure_year.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        self.fields.addWidget(self.figure_year, 1, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_2 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_2, 2, 0, 1, 1)

        self.label_figure_population = QLabel(HardshipMoney)
        self.label_figure_population.setObjectName(u"label_figure_population")
        self.label_figure_population.setProperty(u"muted", True)

        self.fields.addWidget(self.label_figure_population, 3, 0, 1, 1)

        self.label_figure_percap = QLabel(HardshipMoney)
        self.label_figure_percap.setObjectName(u"label_figure_percap")
        self.label_figure_percap.setProperty(u"muted", True)

        self.fields.addWidget(self.label_figure_percap, 3, 1, 1, 1)

        self.label_figure_outlay = QLabel(HardshipMoney)
        self.label_figure_outlay.setObjectName(u"label_figure_outlay")
        self.label_figure_outlay.setProperty(u"muted", True)

        self.fields.addWidget(self.label_figure_outlay, 3, 2, 1, 1)

        self.figure_population = QPushButton(HardshipMoney)
        self.figure_population.setObjectName(u"figure_population")
        self.figure_population.setProperty(u"figure", True)
        self.figure_population.setAutoDefault(False)
        self.figure_population.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        self.fields.addWidget(self.figure_population, 4, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.figure_percap = QPushButton(HardshipMoney)
        self.figure_percap.setObjectName(u"figure_percap")
        self.figure_percap.setProperty(u"figure", True)
        self.figure_percap.setAutoDefault(False)
        self.figure_percap.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        self.fields.addWidget(self.figure_percap, 4, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.figure_outlay = QPushButton(HardshipMoney)
        self.figure_outlay.setObjectName(u"figure_outlay")
        self.figure_outlay.setProperty(u"figure", True)
        self.figure_outlay.setAutoDefault(False)
        self.figure_outlay.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        self.fields.addWidget(self.figure_outlay, 4, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_5 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_5, 5, 0, 1, 1)

        self.label_figure_net = QLabel(HardshipMoney)
        self.label_figure_net.setObjectName(u"label_figure_net")
        self.label_figure_net.setProperty(u"muted", True)

        self.fields.addWidget(self.label_figure_net, 6, 0, 1, 1)

        self.label_self_help = QLabel(HardshipMoney)
        self.label_self_help.setObjectName(u"label_self_help")
        self.label_self_help.setProperty(u"muted", True)

        self.fields.addWidget(self.label_self_help, 6, 1, 1, 1)

        self.label_zero_employment = QLabel(HardshipMoney)
        self.label_zero_employment.setObjectName(u"label_zero_employment")
        self.label_zero_employment.setProperty(u"muted", True)

        self.fields.addWidget(self.label_zero_employment, 6, 2, 1, 1)

        self.figure_net = QPushButton(HardshipMoney)
        self.figure_net.setObjectName(u"figure_net")
        self.figure_net.setProperty(u"figure", True)
        self.figure_net.setAutoDefault(False)
        self.figure_net.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        self.fields.addWidget(self.figure_net, 7, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.self_help = YesNo(HardshipMoney)
        self.self_help.setObjectName(u"self_help")

        self.fields.addWidget(self.self_help, 7, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.zero_employment = YesNo(HardshipMoney)
        self.zero_employment.setObjectName(u"zero_employment")

        self.fields.addWidget(self.zero_employment, 7, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_fields_8 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_fields_8, 8, 0, 1, 1)

        self.fields.setColumnStretch(0, 1)
        self.fields.setColumnStretch(1, 1)
        self.fields.setColumnStretch(2, 1)

        self.lines.addLayout(self.fields)

        self.open_more_steps = Fold(HardshipMoney)
        self.open_more_steps.setObjectName(u"open_more_steps")

        self.lines.addWidget(self.open_more_steps)

        self.more_steps = QWidget(HardshipMoney)
        self.more_steps.setObjectName(u"more_steps")
        self.lines_steps = QVBoxLayout(self.more_steps)
        self.lines_steps.setObjectName(u"lines_steps")
        self.lines_steps.setContentsMargins(0, 0, 0, 0)
        self.steps = QLabel(self.more_steps)
        self.steps.setObjectName(u"steps")
        self.steps.setWordWrap(True)
        self.steps.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

        self.lines_steps.addWidget(self.steps)


        self.lines.addWidget(self.more_steps)

        self.incomes_heading = QLabel(HardshipMoney)
        self.incomes_heading.setObjectName(u"incomes_heading")
        self.incomes_heading.setProperty(u"heading", True)

        self.lines.addWidget(self.incomes_heading)

        self.incomes = GridEdit(HardshipMoney)
        self.incomes.setObjectName(u"incomes")

        self.lines.addWidget(self.incomes)

        self.outlays_heading = QLabel(HardshipMoney)
        self.outlays_heading.setObjectName(u"outlays_heading")
        self.outlays_heading.setProperty(u"heading", True)

        self.lines.addWidget(self.outlays_heading)

        self.outlays = GridEdit(HardshipMoney)
        self.outlays.setObjectName(u"outlays")

        self.lines.addWidget(self.outlays)

        self.assets_heading = QLabel(HardshipMoney)
        self.assets_heading.setObjectName(u"assets_heading")
        self.assets_heading.setProperty(u"heading", True)

        self.lines.addWidget(self.assets_heading)

        self.assets = GridEdit(HardshipMoney)
        self.assets.setObjectName(u"assets")

        self.lines.addWidget(self.assets)

        self.open_more_override = Fold(HardshipMoney)
        self.open_more_override.setObjectName(u"open_more_override")

        self.lines.addWidget(self.open_more_override)

        self.more_override = QWidget(HardshipMoney)
        self.more_override.setObjectName(u"more_override")
        self.grid_more_override = QGridLayout(self.more_override)
        self.grid_more_override.setObjectName(u"grid_more_override")
        self.grid_more_override.setHorizontalSpacing(12)
        self.grid_more_override.setVerticalSpacing(2)
        self.grid_more_override.setContentsMargins(0, 0, 0, 0)
        self.label_year_income_override_fen = QLabel(self.more_override)
        self.label_year_income_override_fen.setObjectName(u"label_year_income_override_fen")
        self.label_year_income_override_fen.setProperty(u"muted", True)

        self.grid_more_override.addWidget(self.label_year_income_override_fen, 0, 0, 1, 1)

        self.label_year_income_reason = QLabel(self.more_override)
        self.label_year_income_reason.setObjectName(u"label_year_income_reason")
        self.label_year_income_reason.setProperty(u"muted", True)

        self.grid_more_override.addWidget(self.label_year_income_reason, 0, 1, 1, 3)

        self.year_income_override_fen = MoneyEdit(self.more_override)
        self.year_income_override_fen.setObjectName(u"year_income_override_fen")

        self.grid_more_override.addWidget(self.year_income_override_fen, 1, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.year_income_reason = TextEdit(self.more_override)
        self.year_income_reason.setObjectName(u"year_income_reason")

        self.grid_more_override.addWidget(self.year_income_reason, 1, 1, 1, 3, Qt.AlignmentFlag.AlignTop)

        self.gap_grid_more_override_2 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.grid_more_override.addItem(self.gap_grid_more_override_2, 2, 0, 1, 1)

        self.grid_more_override.setColumnStretch(0, 1)
        self.grid_more_override.setColumnStretch(1, 1)
        self.grid_more_override.setColumnStretch(2, 1)
        self.grid_more_override.setColumnStretch(3, 1)

        self.lines.addWidget(self.more_override)

        self.open_more_dibao = Fold(HardshipMoney)
        self.open_more_dibao.setObjectName(u"open_more_dibao")

        self.lines.addWidget(self.open_more_dibao)

        self.more_dibao = QWidget(HardshipMoney)
        self.more_dibao.setObjectName(u"more_dibao")
        self.grid_more_dibao = QGridLayout(self.more_dibao)
        self.grid_more_dibao.setObjectName(u"grid_more_dibao")
        self.grid_more_dibao.setHorizontalSpacing(12)
        self.grid_more_dibao.setVerticalSpacing(2)
        self.grid_more_dibao.setContentsMargins(0, 0, 0, 0)
        self.label_dibao = QLabel(self.more_dibao)
        self.label_dibao.setObjectName(u"label_dibao")
        self.label_dibao.setProperty(u"muted", True)

        self.grid_more_dibao.addWidget(self.label_dibao, 0, 0, 1, 1)

        self.label_dibao_cert = QLabel(self.more_dibao)
        self.label_dibao_cert.setObjectName(u"label_dibao_cert")
        self.label_dibao_cert.setProperty(u"muted", True)

        self.grid_more_dibao.addWidget(self.label_dibao_cert, 0, 1, 1, 1)

        self.label_dibao_amount_fen = QLabel(self.more_dibao)
        self.label_dibao_amount_fen.setObjectName(u"label_dibao_amount_fen")
        self.label_dibao_amount_fen.setProperty(u"muted", True)

        self.grid_more_dibao.addWidget(self.label_dibao_amount_fen, 0, 2, 1, 1)

        self.label_dibao_from_on = QLabel(self.more_dibao)
        self.label_dibao_from_on.setObjectName(u"label_dibao_from_on")
        self.label_dibao_from_on.setProperty(u"muted", True)

        self.grid_more_dibao.addWidget(self.label_dibao_from_on, 0, 3, 1, 1)

        self.dibao = YesNo(self.more_dibao)
        self.dibao.setObjectName(u"dibao")

        self.grid_more_dibao.addWidget(self.dibao, 1, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.dibao_cert = TextEdit(self.more_dibao)
        self.dibao_cert.setObjectName(u"dibao_cert")

        self.grid_more_dibao.addWidget(self.dibao_cert, 1, 1, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.dibao_amount_fen = MoneyEdit(self.more_dibao)
        self.dibao_amount_fen.setObjectName(u"dibao_amount_fen")

        self.grid_more_dibao.addWidget(self.dibao_amount_fen, 1, 2, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.dibao_from_on = DayEdit(self.more_dibao)
        self.dibao_from_on.setObjectName(u"dibao_from_on")

        self.grid_more_dibao.addWidget(self.dibao_from_on, 1, 3, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.gap_grid_more_dibao_2 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.grid_more_dibao.addItem(self.gap_grid_more_dibao_2, 2, 0, 1, 1)

        self.label_gov_relief = QLabel(self.more_dibao)
        self.label_gov_relief.setObjectName(u"label_gov_relief")
        self.label_gov_relief.setProperty(u"muted", True)

        self.grid_more_dibao.addWidget(self.label_gov_relief, 3, 0, 1, 4)

        self.gov_relief = TermsBox(self.more_dibao)
        self.gov_relief.setObjectName(u"gov_relief")

        self.grid_more_dibao.addWidget(self.gov_relief, 4, 0, 1, 4, Qt.AlignmentFlag.AlignTop)

        self.gap_grid_more_dibao_5 = QSpacerItem(0, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.grid_more_dibao.addItem(self.gap_grid_more_dibao_5, 5, 0, 1, 1)

        self.grid_more_dibao.setColumnStretch(0, 1)
        self.grid_more_dibao.setColumnStretch(1, 1)
        self.grid_more_dibao.setColumnStretch(2, 1)
        self.grid_more_dibao.setColumnStretch(3, 1)

        self.lines.addWidget(self.more_dibao)

#if QT_CONFIG(shortcut)
        self.label_own_month_wage_fen.setBuddy(self.own_month_wage_fen)
        self.label_figure_other.setBuddy(self.figure_other)
        self.label_figure_year.setBuddy(self.figure_year)
        self.label_figure_population.setBuddy(self.figure_population)
        self.label_figure_percap.setBuddy(self.figure_percap)
        self.label_figure_outlay.setBuddy(self.figure_outlay)
        self.label_figure_net.setBuddy(self.figure_net)
        self.label_self_help.setBuddy(self.self_help)
        self.label_zero_employment.setBuddy(self.zero_employment)
        self.label_year_income_override_fen.setBuddy(self.year_income_override_fen)
        self.label_year_income_reason.setBuddy(self.year_income_reason)
        self.label_dibao.setBuddy(self.dibao)
        self.label_dibao_cert.setBuddy(self.dibao_cert)
        self.label_dibao_amount_fen.setBuddy(self.dibao_amount_fen)
        self.label_dibao_from_on.setBuddy(self.dibao_from_on)
        self.label_gov_relief.setBuddy(self.gov_relief)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.own_month_wage_fen, self.self_help)
        QWidget.setTabOrder(self.self_help, self.zero_employment)
        QWidget.setTabOrder(self.zero_employment, self.open_more_steps)
        QWidget.setTabOrder(self.open_more_steps, self.incomes)
        QWidget.setTabOrder(self.incomes, self.outlays)
        QWidget.setTabOrder(self.outlays, self.assets)
        QWidget.setTabOrder(self.assets, self.open_more_override)
        QWidget.setTabOrder(self.open_more_override, self.year_income_override_fen)
        QWidget.setTabOrder(self.year_income_override_fen, self.year_income_reason)
        QWidget.setTabOrder(self.year_income_reason, self.open_more_dibao)
        QWidget.setTabOrder(self.open_more_dibao, self.dibao)
        QWidget.setTabOrder(self.dibao, self.dibao_cert)
        QWidget.setTabOrder(self.dibao_cert, self.dibao_amount_fen)
        QWidget.setTabOrder(self.dibao_amount_fen, self.dibao_from_on)
        QWidget.setTabOrder(self.dibao_from_on, self.gov_relief)

        self.retranslateUi(HardshipMoney)
    # setupUi

    def retranslateUi(self, HardshipMoney):
        self.label_own_month_wage_fen.setText(QCoreApplication.translate("HardshipMoney", u"9 \u672c\u4eba\u6708\u5e73\u5747\u6536\u5165*", None))
        self.label_figure_other.setText(QCoreApplication.translate("HardshipMoney", u"9 \u5bb6\u5ead\u5176\u4ed6\u975e\u85aa\u8d44\u5e74\u6536\u5165*", None))
        self.label_figure_year.setText(QCoreApplication.translate("HardshipMoney", u"9 \u5bb6\u5ead\u5e74\u5ea6\u603b\u6536\u5165*", None))
#if QT_CONFIG(accessibility)
        self.own_month_wage_fen.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u672c\u4eba\u6708\u5e73\u5747\u6536\u5165", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.figure_other.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u5bb6\u5ead\u5176\u4ed6\u975e\u85aa\u8d44\u5e74\u6536\u5165", None))
#endif // QT_CONFIG(accessibility)
        self.figure_other.setText(QCoreApplication.translate("HardshipMoney", u"\u2014", None))
#if QT_CONFIG(accessibility)
        self.figure_year.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u5bb6\u5ead\u5e74\u5ea6\u603b\u6536\u5165", None))
#endif // QT_CONFIG(accessibility)
        self.figure_year.setText(QCoreApplication.translate("HardshipMoney", u"\u2014", None))
        self.label_figure_population.setText(QCoreApplication.translate("HardshipMoney", u"9 \u5bb6\u5ead\u4eba\u53e3*", None))
        self.label_figure_percap.setText(QCoreApplication.translate("HardshipMoney", u"10 \u5bb6\u5ead\u6708\u4eba\u5747\u6536\u5165", None))
        self.label_figure_outlay.setText(QCoreApplication.translate("HardshipMoney", u"10 \u521a\u6027\u652f\u51fa\uff08\u5e74\uff09", None))
#if QT_CONFIG(accessibility)
        self.figure_population.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u5bb6\u5ead\u4eba\u53e3", None))
#endif // QT_CONFIG(accessibility)
        self.figure_population.setText(QCoreApplication.translate("HardshipMoney", u"\u2014", None))
#if QT_CONFIG(accessibility)
        self.figure_percap.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u5bb6\u5ead\u6708\u4eba\u5747\u6536\u5165", None))
#endif // QT_CONFIG(accessibility)
        self.figure_percap.setText(QCoreApplication.translate("HardshipMoney", u"\u2014", None))
#if QT_CONFIG(accessibility)
        self.figure_outlay.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u521a\u6027\u652f\u51fa\uff08\u5e74\uff09", None))
#endif // QT_CONFIG(accessibility)
        self.figure_outlay.setText(QCoreApplication.translate("HardshipMoney", u"\u2014", None))
        self.label_figure_net.setText(QCoreApplication.translate("HardshipMoney", u"10 \u4eba\u5747\u7eaf\u6536\u5165", None))
        self.label_self_help.setText(QCoreApplication.translate("HardshipMoney", u"10 \u81ea\u6551\u80fd\u529b", None))
        self.label_zero_employment.setText(QCoreApplication.translate("HardshipMoney", u"10 \u96f6\u5c31\u4e1a\u5bb6\u5ead", None))
#if QT_CONFIG(accessibility)
        self.figure_net.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u4eba\u5747\u7eaf\u6536\u5165", None))
#endif // QT_CONFIG(accessibility)
        self.figure_net.setText(QCoreApplication.translate("HardshipMoney", u"\u2014", None))
#if QT_CONFIG(accessibility)
        self.self_help.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u6709\u4e00\u5b9a\u81ea\u6551\u80fd\u529b", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.zero_employment.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u96f6\u5c31\u4e1a\u5bb6\u5ead", None))
#endif // QT_CONFIG(accessibility)
        self.open_more_steps.setText(QCoreApplication.translate("HardshipMoney", u"\u8ba1\u7b97\u8fc7\u7a0b", None))
        self.incomes_heading.setText(QCoreApplication.translate("HardshipMoney", u"\u6536\u5165\uff08\u8fd1 12 \u4e2a\u6708\uff09", None))
#if QT_CONFIG(accessibility)
        self.incomes.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u6536\u5165", None))
#endif // QT_CONFIG(accessibility)
        self.outlays_heading.setText(QCoreApplication.translate("HardshipMoney", u"\u521a\u6027\u652f\u51fa\uff08\u8fd1 12 \u4e2a\u6708\uff0c\u62a5\u9500\u3001\u6551\u52a9\u540e\u7531\u5bb6\u5ead\u81ea\u5df1\u8d1f\u62c5\u7684\u90e8\u5206\uff09", None))
#if QT_CONFIG(accessibility)
        self.outlays.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u521a\u6027\u652f\u51fa", None))
#endif // QT_CONFIG(accessibility)
        self.assets_heading.setText(QCoreApplication.translate("HardshipMoney", u"\u8d22\u4ea7", None))
#if QT_CONFIG(accessibility)
        self.assets.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u8d22\u4ea7", None))
#endif // QT_CONFIG(accessibility)
        self.open_more_override.setText(QCoreApplication.translate("HardshipMoney", u"\u6539\u5199\u5bb6\u5ead\u5e74\u5ea6\u603b\u6536\u5165", None))
        self.label_year_income_override_fen.setText(QCoreApplication.translate("HardshipMoney", u"\u6539\u5199\u4e3a", None))
        self.label_year_income_reason.setText(QCoreApplication.translate("HardshipMoney", u"\u7406\u7531", None))
#if QT_CONFIG(accessibility)
        self.year_income_override_fen.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u5bb6\u5ead\u5e74\u5ea6\u603b\u6536\u5165\u6539\u5199\u4e3a", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.year_income_reason.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u6539\u5199\u5bb6\u5ead\u5e74\u5ea6\u603b\u6536\u5165\u7684\u7406\u7531", None))
#endif // QT_CONFIG(accessibility)
        self.open_more_dibao.setText(QCoreApplication.translate("HardshipMoney", u"\u4f4e\u4fdd\u4e0e\u5176\u4ed6\u653f\u5e9c\u6551\u52a9", None))
        self.label_dibao.setText(QCoreApplication.translate("HardshipMoney", u"\u4eab\u53d7\u4f4e\u4fdd", None))
        self.label_dibao_cert.setText(QCoreApplication.translate("HardshipMoney", u"\u4f4e\u4fdd\u8bc1\u53f7", None))
        self.label_dibao_amount_fen.setText(QCoreApplication.translate("HardshipMoney", u"\u4f4e\u4fdd\u91d1\uff08\u6708\uff09", None))
        self.label_dibao_from_on.setText(QCoreApplication.translate("HardshipMoney", u"\u4eab\u53d7\u4f4e\u4fdd\u65f6\u95f4", None))
#if QT_CONFIG(accessibility)
        self.dibao.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u4eab\u53d7\u4f4e\u4fdd", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.dibao_cert.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u4f4e\u4fdd\u8bc1\u53f7", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.dibao_amount_fen.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u4f4e\u4fdd\u91d1\uff08\u6708\uff09", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.dibao_from_on.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u4eab\u53d7\u4f4e\u4fdd\u65f6\u95f4", None))
#endif // QT_CONFIG(accessibility)
        self.label_gov_relief.setText(QCoreApplication.translate("HardshipMoney", u"\u5176\u4ed6\u653f\u5e9c\u6551\u52a9", None))
#if QT_CONFIG(accessibility)
        self.gov_relief.setAccessibleName(QCoreApplication.translate("HardshipMoney", u"\u5176\u4ed6\u653f\u5e9c\u6551\u52a9", None))
#endif // QT_CONFIG(accessibility)
        self.gov_relief.setProperty(u"terms", QCoreApplication.translate("HardshipMoney", u"benefit", None))
        pass
    # retranslateUi
