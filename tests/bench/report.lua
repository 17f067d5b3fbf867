-- Figures in one line that a program can read.
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("FIGURES requests=%d seconds=%.4f p50=%.3f p99=%.3f max=%.3f wrong=%d\n",
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    latency.max / 1000, e.connect + e.read + e.write + e.timeout + e.status))
end
