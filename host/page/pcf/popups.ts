type Popup = ComponentFramework.FactoryApi.Popup.Popup;
type PopupService = ComponentFramework.FactoryApi.Popup.PopupService;

/** `factory.getPopupService()`: HTML content in a layer at the end of the body. Every popup goes when its control does. */
export class Popups implements PopupService {
  private readonly popups = new Map<string, { popup: Popup; layer: HTMLDivElement }>();
  private id = "popups";
  private readonly onOutsideClick = (event: MouseEvent): void => {
    for (const [name, { popup, layer }] of this.popups) {
      if (popup.closeOnOutsideClick === true && event.target instanceof Node && !layer.contains(event.target)) {
        this.closePopup(name);
      }
    }
  };

  constructor() {
    document.addEventListener("mousedown", this.onOutsideClick);
  }

  createPopup(popup: Popup): void {
    this.deletePopup(popup.name);
    const layer = document.createElement("div");
    layer.id = `${this.id}-${popup.name}`;
    layer.hidden = true;
    layer.appendChild(popup.content);
    document.body.appendChild(layer);
    this.popups.set(popup.name, { popup, layer });
    if (popup.popupToOpen === popup.name) {
      this.openPopup(popup.name);
    }
  }

  openPopup(name: string): void {
    const found = this.popups.get(name);
    if (found !== undefined) {
      found.layer.hidden = false;
    }
  }

  closePopup(name: string): void {
    const found = this.popups.get(name);
    if (found !== undefined) {
      found.layer.hidden = true;
    }
  }

  updatePopup(name: string, popup: Popup): void {
    const found = this.popups.get(name);
    if (found !== undefined) {
      found.layer.replaceChildren(popup.content);
      this.popups.set(name, { popup, layer: found.layer });
    }
  }

  deletePopup(name: string): void {
    this.popups.get(name)?.layer.remove();
    this.popups.delete(name);
  }

  setPopupsId(id: string): void {
    this.id = id;
  }

  getPopupsId(): string {
    return this.id;
  }

  destroy(): void {
    document.removeEventListener("mousedown", this.onOutsideClick);
    for (const name of [...this.popups.keys()]) {
      this.deletePopup(name);
    }
  }
}
