package org.youdai.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.youdai.trust.Issuer;

/** The sixteen cities of Shandong (GB/T 2260), each of which a sandbox lets issue certificates. */
final class Shandong {
  private static final String[][] CITIES = {
    {"370100", "济南", "Jinan"},
    {"370200", "青岛", "Qingdao"},
    {"370300", "淄博", "Zibo"},
    {"370400", "枣庄", "Zaozhuang"},
    {"370500", "东营", "Dongying"},
    {"370600", "烟台", "Yantai"},
    {"370700", "潍坊", "Weifang"},
    {"370800", "济宁", "Jining"},
    {"370900", "泰安", "Tai'an"},
    {"371000", "威海", "Weihai"},
    {"371100", "日照", "Rizhao"},
    {"371300", "临沂", "Linyi"},
    {"371400", "德州", "Dezhou"},
    {"371500", "聊城", "Liaocheng"},
    {"371600", "滨州", "Binzhou"},
    {"371700", "菏泽", "Heze"}
  };

  private Shandong() {}

  /** Returns a sandbox issuer for each city. */
  static List<Issuer> issuers() {
    List<Issuer> issuers = new ArrayList<>();
    for (String[] city : CITIES) {
      issuers.add(new Issuer(city[0], city[1] + "（沙盒）", city[2] + " (sandbox)"));
    }
    return issuers;
  }
}
