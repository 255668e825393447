// A page as somebody would write it who has just installed the packages: built by Vite, checked by the compiler, and shown
// in a browser by packages.test.mjs.
import type { RangeChangeEvent } from '@wattlet/widgets/energy-chart.js';
import '@wattlet/widgets/energy-chart.js';
import '@wattlet/widgets/support-chat.js';
import type {} from '@wattlet/widgets/react';
import { createRoot } from 'react-dom/client';

const server = new URLSearchParams(location.search).get('server') ?? '';

function Page() {
  const note = ({ from, to }: RangeChangeEvent) => console.log(from, to);
  return (
    <>
      <energy-chart
        className="big"
        stream="generation"
        areaType="CTY"
        area="GR"
        server={server}
        onrange-change={note}
        ref={(chart) => chart?.resetRange()}
      >
        <h2 slot="title">Greece</h2>
      </energy-chart>
      {/* @ts-expect-error there is no such stream */}
      <energy-chart stream="prices" hidden />
      <support-chat server={server} onchat-toggle={({ isOpen }) => console.log(isOpen)} />
    </>
  );
}

const root = document.querySelector('#root');
if (root) createRoot(root).render(<Page />);
