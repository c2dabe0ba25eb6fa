# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""OpenTelemetry's own SDK, sending what agents send."""

from opentelemetry._logs import LogRecord
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import SimpleLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode

NANOSECONDS = 1_000_000_000


class Agent:
    """A program with the SDK, whose exporters send to one server or to several."""

    def __init__(self, service, *addresses, headers=None, gzip=True):
        resource = Resource({"service.name": service})
        compression = Compression.Gzip if gzip else Compression.NoCompression
        self.results = []
        self.logs, self.spans = LoggerProvider(resource), TracerProvider(resource=resource)
        readers = []
        for address in addresses:
            options = {"headers": headers, "compression": compression, "timeout": 10}
            self.logs.add_log_record_processor(SimpleLogRecordProcessor(
                self.heard(OTLPLogExporter(endpoint=f"{address}/v1/logs", **options))))
            self.spans.add_span_processor(SimpleSpanProcessor(
                self.heard(OTLPSpanExporter(endpoint=f"{address}/v1/traces", **options))))
            readers.append(PeriodicExportingMetricReader(
                self.heard(OTLPMetricExporter(endpoint=f"{address}/v1/metrics", **options)), export_interval_millis=3_600_000))
        self.meters = MeterProvider(readers, resource=resource)

    def heard(self, exporter):
        """The exporter, whose results are remembered."""
        export = exporter.export

        def heard(*arguments, **options):
            result = export(*arguments, **options)
            self.results.append(result.name)
            return result

        exporter.export = heard
        return exporter

    def log(self, attributes, at, body="", event_name=None, scope="events"):
        """Emits an event; `at` is in seconds since 1970."""
        self.logs.get_logger(scope).emit(LogRecord(
            timestamp=int(at * NANOSECONDS), body=body, attributes=attributes, event_name=event_name))

    def span(self, name, attributes, begin, end, parent=None, kind=SpanKind.CLIENT, error=None):
        """Makes a span that has ended; gives it, so that it can be a parent."""
        from opentelemetry import trace
        context = trace.set_span_in_context(parent) if parent else trace.set_span_in_context(trace.INVALID_SPAN)
        span = self.spans.get_tracer("calls").start_span(
            name, context=context, kind=kind, attributes=attributes, start_time=int(begin * NANOSECONDS))
        if error:
            span.set_status(Status(StatusCode.ERROR, error))
        if end is not None:
            span.end(int(end * NANOSECONDS))
        return span

    def count(self, name, amount, attributes):
        """Adds to a counter and sends it."""
        self.meters.get_meter("meter").create_counter(name).add(amount, attributes)
        self.meters.force_flush()

    def close(self):
        for provider in (self.logs, self.spans, self.meters):
            provider.shutdown()
