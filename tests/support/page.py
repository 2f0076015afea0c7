"""What a page does to ears and eyes: how loud it is, and how much of it jumps."""

from __future__ import annotations

LOUDNESS = """
(() => {
  // What goes to the loudspeaker is measured on its way: the loudest moment so far.
  const connect = AudioNode.prototype.connect;
  window.__loudest = 0;
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to === this.context.destination) {
      const meter = this.context.createAnalyser();
      connect.call(this, meter);
      const samples = new Float32Array(meter.fftSize);
      setInterval(() => {
        meter.getFloatTimeDomainData(samples);
        window.__loudest = Math.max(window.__loudest, ...samples.map(Math.abs));
      }, 40);
    }
    return connect.call(this, to, ...rest);
  };
})();
"""

SHIFTS = """
(() => {
  window.__shifts = [];
  const nameOf = (node) => node?.dataset?.testid || node?.className || node?.nodeName;
  new PerformanceObserver((list) => {
    for (const { value, sources, hadRecentInput } of list.getEntries())
      if (!hadRecentInput) window.__shifts.push([value, sources.map(({ node }) => nameOf(node)).join(", ")]);
  }).observe({ type: "layout-shift", buffered: true });
})();
"""
"""A page that moves under the finger: the shifts that nobody caused, as Chromium counts them for its CLS."""

TOTAL_SHIFT = "window.__shifts.reduce((sum, [value]) => sum + value, 0)"
MOST_SHIFT = 0.05
