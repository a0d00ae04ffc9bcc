// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.notify.delivery.TestMessages;
import io.kitty.notify.message.Message;
import io.kitty.notify.message.Priority;
import io.kitty.notify.message.Severity;
import io.kitty.notify.message.Trigger;
import io.kitty.notify.targets.RecordingServer.Request;
import io.kitty.notify.transport.TransportResult;
import io.kitty.testkit.FakeClock;
import io.kitty.testkit.TestConfigs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each service gets, from its URL to the bytes at a server, field by field. */
class ServiceBodiesTest {

  private static final String LINK = "http://kitty.lan:8088/devices/bambu:01P?a=1&b=2";
  private static final String TOKEN = "123456789:AAbbccddeeffgghhiijjkkllmmnnooppqqr";

  @TempDir private Path folder;

  private final FakeClock clock = new FakeClock();
  private RecordingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new RecordingServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TargetService service(String url, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("url", url);
    return TargetServices.find(
        TargetSettings.of("phone", TestConfigs.with(TargetConfig.class, all)), "", folder, clock);
  }

  private Request send(String url, Map<String, Object> values, Message message) {
    TransportResult result = service(url, values).transport().send(message).join();
    assertThat(result).isEqualTo(TransportResult.ACCEPTED);
    Request request = server.request();
    assertThat(request.method()).isEqualTo("POST");
    return request;
  }

  private Request send(String url, Map<String, Object> values) {
    return send(url, values, TestMessages.offline());
  }

  /** The services that have one server for all; the key {@code server} sends them elsewhere. */
  private Map<String, Object> here() {
    return Map.of("server", "http://" + server.authority());
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  @Test
  void ntfy() throws IOException {
    Request request = send("ntfy://" + server.authority() + "/kitty", Map.of());

    assertThat(request.path()).isEqualTo("/");
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(request.header("Authorization")).isNull();
    assertThat(request.json())
        .isEqualTo(
            json(
                """
                {'topic':'kitty','title':'X1 & friends are away',
                 'message':'X1 \\"Carbon\\" <3 is away\\nsince 00:00 \u00fc','priority':4,
                 'tags':['warning','printer'],'click':'%s',
                 'actions':[{'action':'view','label':'Open','url':'%s','clear':true}]}"""
                    .formatted(LINK, LINK)));
  }

  @ParameterizedTest
  @CsvSource({"MIN,1", "LOW,2", "DEFAULT,3", "HIGH,4", "MAX,5"})
  void ntfyPriorities(Priority priority, int number) throws IOException {
    Message message = with(priority, Severity.INFO, "text", null);
    JsonNode body = send("ntfy://" + server.authority() + "/kitty", Map.of(), message).json();

    assertThat(body.path("priority").asInt()).isEqualTo(number);
    assertThat(body.has("click")).isFalse();
    assertThat(body.has("actions")).isFalse();
  }

  private static Message with(Priority priority, Severity severity, String text, String link) {
    return new Message(
        "m1", TestMessages.AT, "rule", "Title", text, priority, severity, List.of(), link);
  }

  @Test
  void ntfyCutsAtFourKilobytesAndNeverSendsAnEmptyMessage() throws IOException {
    String line = "\u20ac\ud83d\udda8 one line of a long message\n";
    Message longest = with(Priority.LOW, Severity.INFO, line.repeat(130), null);
    String url = "ntfy://" + server.authority() + "/kitty";
    String text = send(url, Map.of(), longest).json().path("message").asText();

    assertThat(text.getBytes(UTF_8)).hasSizeBetween(3900, 4096);
    assertThat(text).endsWith("long message\n\u2026");

    service(url, Map.of()).transport().send(with(Priority.LOW, Severity.INFO, "", null)).join();
    assertThat(server.requests().get(1).json().path("message").asText()).isEqualTo("Title");
  }

  @ParameterizedTest
  @CsvSource({
    "ntfy://:tk_abc@HOST/kitty, Bearer tk_abc",
    "ntfy://tk_abc@HOST/kitty, Bearer tk_abc",
    "ntfy://me:p%40ss@HOST/kitty, Basic bWU6cEBzcw==",
    "json://me:pw@HOST/x, Basic bWU6cHc=",
  })
  void credentialsInTheUrl(String url, String header) {
    assertThat(send(url.replace("HOST", server.authority()), Map.of()).header("Authorization"))
        .isEqualTo(header);
  }

  @Test
  void credentialsBesideTheUrl() {
    String url = "ntfy://" + server.authority() + "/kitty";
    assertThat(send(url, Map.of("token", "tk_abc")).header("Authorization"))
        .isEqualTo("Bearer tk_abc");
    service(url, Map.of("user", "me", "password", "pw", "headers", "X-Pass: a:b | X-Id: 7"))
        .transport()
        .send(TestMessages.offline())
        .join();

    Request second = server.requests().get(1);
    assertThat(second.header("Authorization")).isEqualTo("Basic bWU6cHc=");
    assertThat(second.header("X-Pass")).isEqualTo("a:b");
    assertThat(second.header("X-Id")).isEqualTo("7");
  }

  @Test
  void gotify() throws IOException {
    Request request = send("gotify://" + server.authority() + "/sub/AbCdE.fgh-1", Map.of());

    assertThat(request.path()).isEqualTo("/sub/message");
    assertThat(request.header("X-Gotify-Key")).isEqualTo("AbCdE.fgh-1");
    assertThat(request.json())
        .isEqualTo(
            json(
                """
                {'title':'X1 & friends are away',
                 'message':'X1 \\"Carbon\\" <3 is away\\nsince 00:00 \u00fc','priority':8,
                 'extras':{'client::display':{'contentType':'text/plain'},
                           'client::notification':{'click':{'url':'%s'}}}}"""
                    .formatted(LINK)));
  }

  @Test
  void telegram() throws IOException {
    Request request = send("tgram://" + TOKEN + "/-100123:7", here());

    assertThat(request.path()).isEqualTo("/bot" + TOKEN + "/sendMessage");
    JsonNode body = request.json();
    ObjectNode rest = body.deepCopy();
    rest.remove("text");
    assertThat(rest)
        .isEqualTo(
            json(
                """
                {'chat_id':'-100123','message_thread_id':7,'parse_mode':'HTML',
                 'disable_notification':false}"""));
    assertThat(body.path("text").asText())
        .isEqualTo(
            "<b>X1 &amp; friends are away</b>\nX1 \"Carbon\" &lt;3 is away\nsince 00:00 \u00fc\n"
                + "<a href=\"http://kitty.lan:8088/devices/bambu:01P?a=1&amp;b=2\">Open</a>");
  }

  @Test
  void telegramIsSilentForLowPrioritiesAndNeverTooLong() throws IOException {
    Message message = with(Priority.LOW, Severity.INFO, "<&>".repeat(1300), LINK);
    JsonNode body = send("telegram://" + TOKEN + "@telegram?chats=@kitty", here(), message).json();

    assertThat(body.path("chat_id").asText()).isEqualTo("@kitty");
    assertThat(body.path("disable_notification").asBoolean()).isTrue();
    assertThat(body.path("text").asText()).hasSizeBetween(3900, 4096).endsWith("Open</a>");
    assertThat(body.path("text").asText().replaceAll("&(lt|gt|amp);", "")).doesNotContain("&");
  }

  @Test
  void discord() throws IOException {
    Request request = send("discord://1122334455/aBc-dEf_123", here());

    assertThat(request.path()).isEqualTo("/api/webhooks/1122334455/aBc-dEf_123");
    assertThat(request.json())
        .isEqualTo(
            json(
                """
                {'username':'Kitty','content':'**X1 & friends are away**',
                 'allowed_mentions':{'parse':[]},
                 'embeds':[{'description':'X1 \\"Carbon\\" \\\\<3 is away\\nsince 00:00 \u00fc',
                            'color':16096779,'timestamp':'2025-01-01T00:00:00Z',
                            'title':'Open','url':'%s'}]}"""
                    .formatted(LINK)));
  }

  @Test
  void discordTakesNoNameForMarkdownAndIsSilentForLowPriorities() throws IOException {
    Message message =
        with(Priority.MIN, Severity.FAILURE, "[x](http://evil) @everyone *b* ".repeat(130), null);
    JsonNode body = send("discord://tok-en@1122334455", here(), message).json();

    assertThat(server.request().path()).isEqualTo("/api/webhooks/1122334455/tok-en");
    assertThat(body.path("flags").asInt()).isEqualTo(4096);
    String text = body.path("embeds").path(0).path("description").asText();
    assertThat(text).startsWith("\\[x\\]\\(http://evil\\) \\@everyone \\*b\\*");
    assertThat(text).hasSizeBetween(3800, 4096);
  }

  @ParameterizedTest
  @CsvSource({
    "slack://T12345678/B12345678/abcdefghijkl, /services/T12345678/B12345678/abcdefghijkl",
    "slack://hook:T12345678-B12345678-abcdefghijkl@webhook,"
        + " /services/T12345678/B12345678/abcdefghijkl",
    "slack://T12345678/B12345678/abcdefghijkl/#general,"
        + " /services/T12345678/B12345678/abcdefghijkl",
  })
  void slack(String url, String path) throws IOException {
    Request request = send(url, here());

    assertThat(request.path()).isEqualTo(path);
    assertThat(request.json())
        .isEqualTo(
            json(
                """
                {'text':'X1 &amp; friends are away',
                 'attachments':[{'title':'Open','title_link':'%s',
                   'text':'X1 \\"Carbon\\" &lt;3 is away\\nsince 00:00 \u00fc','color':'warning'}]}"""
                    .formatted(LINK)));
  }

  @ParameterizedTest
  @CsvSource({
    "http://HOST/hooks/abc123, /hooks/abc123",
    "mmost://HOST/abc123, /hooks/abc123",
    "mmost://HOST/team/abc123, /team/hooks/abc123",
    "http://HOST/services/T/B/c, /services/T/B/c",
    "http://HOST/api/webhooks/1/x/slack, /api/webhooks/1/x/slack",
  })
  void webhooksOfSlacksForm(String url, String path) throws IOException {
    Message message = with(Priority.LOW, Severity.INFO, "@channel and <!here>", null);
    Request request = send(url.replace("HOST", server.authority()), Map.of(), message);

    assertThat(request.path()).isEqualTo(path);
    assertThat(request.json())
        .isEqualTo(
            json(
                """
                {'text':'Title','attachments':[
                  {'text':'@\u200Bchannel and &lt;!here&gt;','color':'#3B82F6'}]}"""));
  }

  @Test
  void aWebhookOfDiscordAsItIsGivenOut() throws IOException {
    Request request =
        send("http://" + server.authority() + "/api/webhooks/1/abc?thread_id=5", Map.of());

    assertThat(request.path()).isEqualTo("/api/webhooks/1/abc?thread_id=5");
    assertThat(request.json().path("username").asText()).isEqualTo("Kitty");
  }

  @ParameterizedTest
  @CsvSource({
    "apprise://HOST/key, /notify/key, ''",
    "apprise://HOST/sub/key?tag=home, /sub/notify/key, home",
  })
  void apprise(String url, String path, String tag) throws IOException {
    Request request = send(url.replace("HOST", server.authority()), Map.of());

    assertThat(request.path()).isEqualTo(path);
    JsonNode expected =
        json(
            """
            {'title':'X1 & friends are away',
             'body':'X1 \\"Carbon\\" <3 is away\\nsince 00:00 \u00fc\\n%s',
             'type':'warning','format':'text'%s}"""
                .formatted(LINK, tag.isEmpty() ? "" : ",'tag':'" + tag + "'"));
    assertThat(request.json()).isEqualTo(expected);
  }

  @Test
  void appriseWithUrls() throws IOException {
    Request request =
        send(
            "apprise://" + server.authority() + "?urls=mailto%3A%2F%2Fme%3Apw%40example.org",
            Map.of());

    assertThat(request.path()).isEqualTo("/notify");
    assertThat(request.json().path("urls").asText()).isEqualTo("mailto://me:pw@example.org");
  }

  @Test
  void cloudEvents() throws IOException {
    Request request = send("json://" + server.authority() + "/hook/a%20b?x=1", Map.of());

    assertThat(request.path()).isEqualTo("/hook/a%20b?x=1");
    assertThat(request.header("Content-Type")).isEqualTo("application/cloudevents+json");
    assertThat(request.header("webhook-signature")).isNull();
    JsonNode body = request.json();
    assertThat(body.path("source").asText()).matches("/kitty/[A-Za-z0-9._-]+");
    assertThat(body)
        .isEqualTo(
            json(
                """
                {'specversion':'1.0','id':'m1','source':'%s','type':'io.kitty.notification',
                 'subject':'bambu:01P','time':'2025-01-01T00:00:00Z',
                 'datacontenttype':'application/json',
                 'data':{'rule':'away','title':'X1 & friends are away',
                   'text':'X1 \\"Carbon\\" <3 is away\\nsince 00:00 \u00fc','priority':'high',
                   'severity':'warning','link':'%s','subjects':[
                   {'trigger':'offline','device':'bambu:01P','name':'X1 \\"Carbon\\" <3',
                    'kind':'printer','ip':'192.0.2.7','text':'X1 \\"Carbon\\" <3 is away',
                    'since':'2024-12-31T23:59:00Z','over':false}]}}"""
                    .formatted(body.path("source").asText(), LINK)));
  }

  @Test
  void standardWebhooks() throws Exception {
    byte[] key = "a key of twenty-four byte".getBytes(UTF_8);
    String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
    Request request = send("json://" + server.authority() + "/", Map.of("secret", secret));

    assertThat(request.header("webhook-id")).isEqualTo("m1");
    String time = Long.toString(FakeClock.START.getEpochSecond());
    assertThat(request.header("webhook-timestamp")).isEqualTo(time);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update(("m1." + time + ".").getBytes(UTF_8));
    assertThat(request.header("webhook-signature"))
        .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(request.body())));
  }

  @Test
  void netAlertX() throws Exception {
    Request request =
        send(
            "json://" + server.authority() + "/",
            Map.of("secret", "this is my secret", "signature", "hub"));

    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("this is my secret".getBytes(UTF_8), "HmacSHA256"));
    assertThat(request.header("X-Webhook-Signature"))
        .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(request.body())));
    assertThat(request.header("webhook-signature")).isNull();
  }

  @Test
  void alertmanager() throws IOException {
    Message message = TestMessages.of("m1", TestMessages.subject(Trigger.OFFLINE, false));
    Request request = send("alertmanager://" + server.authority() + "/sub", Map.of(), message);

    assertThat(request.path()).isEqualTo("/sub/api/v2/alerts");
    assertThat(request.json())
        .isEqualTo(
            json(
                """
                [{'labels':{'alertname':'DeviceOffline','device':'bambu:01P','severity':'warning'},
                  'annotations':{'summary':'X1 \\"Carbon\\" <3 is away',
                    'name':'X1 \\"Carbon\\" <3','kind':'printer','ip':'192.0.2.7'},
                  'startsAt':'2024-12-31T23:59:00Z','generatorURL':'%s'}]"""
                    .formatted(LINK)));
  }

  @Test
  void alertmanagerIsToldAgainUntilItIsOver() throws IOException {
    TargetService service = service("alertmanager://" + server.authority(), Map.of());
    service
        .transport()
        .send(
            TestMessages.of(
                "m1",
                TestMessages.subject(Trigger.OFFLINE, false),
                TestMessages.subject(Trigger.FINISHED, false)))
        .join();
    JsonNode first = server.requests().get(0).json();
    assertThat(first).hasSize(2);

    TargetService restarted = service("alertmanager://" + server.authority(), Map.of());
    restarted.transport().repeat().orElseThrow().join();
    JsonNode again = server.requests().get(1).json();
    assertThat(again).hasSize(1);
    assertThat(again.path(0)).isEqualTo(first.path(0));

    restarted
        .transport()
        .send(TestMessages.of("m2", TestMessages.subject(Trigger.ONLINE, true)))
        .join();
    JsonNode end = server.requests().get(2).json().path(0);
    assertThat(end.path("labels")).isEqualTo(first.path(0).path("labels"));
    assertThat(end.path("startsAt")).isEqualTo(first.path(0).path("startsAt"));
    assertThat(end.path("endsAt").asText()).isEqualTo("2025-01-01T00:00:00Z");
    assertThat(restarted.transport().repeat()).isEmpty();
  }

  @Test
  void anAlertThatTheServerHasNotGotIsNotRepeated() {
    server.answer(500, "", Map.of());
    TargetService service = service("alertmanager://" + server.authority(), Map.of());
    service.transport().send(TestMessages.offline()).join();

    assertThat(service.transport().repeat()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Trigger.class,
      names = {"OFFLINE", "HUB_DEGRADED"},
      mode = EnumSource.Mode.EXCLUDE)
  void anAlertWhoseEndIsNeverToldIsNotRepeated(Trigger trigger) {
    TargetService service = service("alertmanager://" + server.authority(), Map.of());
    service.transport().send(TestMessages.of("m1", TestMessages.subject(trigger, false))).join();

    assertThat(service.transport().repeat()).isEmpty();
  }

  @Test
  void anAlertIsNotRepeatedForLongerThanAWeek() {
    TargetService service = service("alertmanager://" + server.authority(), Map.of());
    service.transport().send(TestMessages.offline()).join();
    clock.advance(Duration.ofDays(8));

    assertThat(service.transport().repeat()).isEmpty();
  }

  @Test
  void alertmanagerGetsATestMessage() throws IOException {
    JsonNode alert =
        send("alertmanager://" + server.authority(), Map.of(), TestMessages.plain("t", "Text"))
            .json()
            .path(0);

    assertThat(alert.path("labels").path("alertname").asText()).isEqualTo("KittyTest");
  }
}
