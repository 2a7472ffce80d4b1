// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.measure;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Bars are as long as the powers of ten of what was measured. */
public class BarChartTest {
  @Test
  public void eachTenTimesMoreIsAsMuchLonger() throws Exception {
    BarChart chart = new BarChart("readings/s, A & B", List.of("slow", "fast"));
    chart.group("100 series", List.of(2_000.0, 20_000.0));
    chart.group("more", List.of(200_000.0, Double.NaN));

    List<Double> widths = widths(chart.toSvg());

    assertThat(widths.size(), is(4));
    assertThat(widths.get(1) - widths.get(0), closeTo(widths.get(2) - widths.get(1), 0.2));
    assertThat(widths.get(3), is(0.0));
  }

  /** Of the bars, which are as high as no other rectangle. */
  private static List<Double> widths(String svg) throws Exception {
    NodeList rectangles =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("rect");
    List<Double> widths = new ArrayList<>();
    for (int i = 0; i < rectangles.getLength(); i++) {
      Element rectangle = (Element) rectangles.item(i);
      if (rectangle.getAttribute("height").equals("12")) {
        widths.add(Double.parseDouble(rectangle.getAttribute("width")));
      }
    }
    return widths;
  }
}
