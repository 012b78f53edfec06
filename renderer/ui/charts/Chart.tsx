import { LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { init, use as registerParts, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { nadirDark } from './nadirDark.ts';

registerParts([LineChart, GridComponent, MarkLineComponent, SVGRenderer]);

export type ChartProps = {
  readonly option: EChartsCoreOption;
  readonly height: number;
  /** What the figure shows, for people who do not see it; the table beside it holds the numbers. */
  readonly label: string;
};

/** A figure drawn as SVG in the nadir-dark theme. Nothing moves on load. */
export function Chart({ option, height, label }: ChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  useLayoutEffect(() => {
    const element = holder.current;
    if (!element) return;
    const made = init(element, nadirDark(), { renderer: 'svg' });
    chart.current = made;
    const resized = new ResizeObserver(() => made.resize());
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption({ animation: false, ...option }, { notMerge: true });
  }, [option]);
  return <div ref={holder} role="img" aria-label={label} style={{ height }} />;
}
