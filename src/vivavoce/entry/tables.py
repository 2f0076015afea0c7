"""All tables of all features, for the migrations."""

import importlib
import pkgutil

import vivavoce.features
from vivavoce.kernel import idempotency
from vivavoce.kernel.database import Base

for _feature in pkgutil.iter_modules(vivavoce.features.__path__, "vivavoce.features."):
    for _module in pkgutil.iter_modules(importlib.import_module(_feature.name).__path__, f"{_feature.name}."):
        if _module.name.endswith(".models"):
            importlib.import_module(_module.name)
for _beside_its_verbs in ("kept_sound", "corrections"):
    importlib.import_module(f"vivavoce.features.sessions.{_beside_its_verbs}")

metadata = Base.metadata

__all__ = ["idempotency", "metadata"]
