"""Chooses the way of a PDF to the printers: through CUPS as it is, elsewhere as pictures.

route = print_route()
route.printers(task.cancelled)                          # asks the system: in a worker
route.send(pdf, PrintOrder("窗口打印机", "困难职工档案表", sides="long"), task.progress, task.cancelled)
"""

from __future__ import annotations

import shutil

from union_desk.desk.printer import PrintRoute


def print_route() -> PrintRoute:
    """CUPS takes the PDF itself, exact and fast; every other system gets pictures of 300 dpi."""
    if shutil.which("lp") is not None:
        from union_desk.desk.cups import CupsRoute  # noqa: PLC0415 - only where it is

        return CupsRoute()
    from union_desk.desk.raster import RasterRoute  # noqa: PLC0415 - Qt's printing is loaded when first used

    return RasterRoute()
