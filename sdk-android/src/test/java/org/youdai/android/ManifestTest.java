package org.youdai.android;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Activity;
import android.app.job.JobService;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the library adds to an app's manifest. */
final class ManifestTest {
  private static final String ANDROID = "http://schemas.android.com/apk/res/android";

  private final Element manifest = read();

  private static Element read() {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    try {
      return factory
          .newDocumentBuilder()
          .parse(new File("src/main/aar/AndroidManifest.xml"))
          .getDocumentElement();
    } catch (Exception unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private List<Element> all(String tag) {
    NodeList found = manifest.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private List<String> all(String tag, String attribute) {
    Function<Element, String> value = element -> element.getAttributeNS(ANDROID, attribute);
    return all(tag).stream().map(value).collect(Collectors.toList());
  }

  @Test
  void everyComponent_isAClassOfItsKind() throws ClassNotFoundException {
    assertThat(all("service")).isNotEmpty();
    for (String service : all("service", "name")) {
      assertThat(JobService.class).isAssignableFrom(Class.forName(service));
    }
    for (String activity : all("activity", "name")) {
      assertThat(Activity.class).isAssignableFrom(Class.forName(activity));
    }
  }

  @Test
  void services_areForTheSystemsSchedulerAlone() {
    assertThat(all("service", "permission"))
        .allMatch(permission -> permission.equals("android.permission.BIND_JOB_SERVICE"));
    assertThat(all("service", "exported")).allMatch(exported -> exported.equals("false"));
  }

  @Test
  void activities_areTheAppsOwn() {
    assertThat(all("activity", "exported")).allMatch(exported -> exported.equals("false"));
  }

  @Test
  void permissions_areThoseThatAreUsed() {
    assertThat(all("uses-permission", "name"))
        .containsExactlyInAnyOrder(
            "android.permission.CAMERA",
            "android.permission.INTERNET",
            "android.permission.ACCESS_NETWORK_STATE",
            "android.permission.RECEIVE_BOOT_COMPLETED");
  }

  @Test
  void terminalsWithoutACamera_canInstallIt() {
    assertThat(all("uses-feature", "required")).isNotEmpty().allMatch(it -> it.equals("false"));
    assertThat(all("uses-sdk", "minSdkVersion")).containsExactly("26");
  }
}
