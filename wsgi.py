"""What a WSGI server loads: `gunicorn wsgi:app`."""

import gc
import sys

from safeguarding.app import create_app
from safeguarding.config import WrongSettings
from safeguarding.web.shared.assets import AssetsNotBuilt
from safeguarding.web.shared.readiness import CannotServe

# gunicorn's word for "the app cannot be loaded": it then stops instead of starting worker after worker.
APP_CANNOT_BE_LOADED = 4

try:
    app = create_app()
except (WrongSettings, AssetsNotBuilt, CannotServe) as refusal:
    print(f"Stopped: {refusal}", file=sys.stderr)
    sys.exit(APP_CANNOT_BE_LOADED)

# A server that forks its workers after this shares what is loaded with them for as long as nobody writes to it; the
# collector would, in looking through it all for rubbish.
gc.collect()
gc.freeze()
