import type { EChartsCoreOption } from 'echarts/core';

/** The value of a design token, for drawing surfaces that take colours as text. */
export function token(name: `--nd-${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Theme `nadir-dark`: no ground, no frame, horizontal grid, no arrows, units at the axis end. */
export function nadirDark(): EChartsCoreOption {
  const axis = {
    axisLine: { show: true, lineStyle: { color: token('--nd-chart-axis') } },
    axisTick: { show: false },
    axisLabel: { color: token('--nd-text-3'), fontSize: 11, fontWeight: 450 },
    splitLine: { show: false },
    nameTextStyle: { color: token('--nd-text-2'), fontSize: 11 },
  };
  return {
    backgroundColor: 'transparent',
    textStyle: { fontFamily: "'Inter Variable', sans-serif", color: token('--nd-text-2') },
    timeAxis: axis,
    valueAxis: { ...axis, axisLine: { show: false }, splitLine: { show: true, lineStyle: { color: token('--nd-chart-grid') } } },
    line: { smooth: false, symbol: 'circle', lineStyle: { width: 2 } },
  };
}
