import { render } from 'preact';
import { App } from './app/App';
import { listen } from './app/router';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';

listen();
render(<App />, document.getElementById('app')!);
